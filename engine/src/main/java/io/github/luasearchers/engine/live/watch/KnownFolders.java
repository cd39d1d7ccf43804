package io.github.luasearchers.engine.live.watch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The folders that were looked at, each of them once in a round. Not safe for threads. */
final class KnownFolders {

  private final Mounts mounts;
  private Map<Path, KnownFolder> before = new HashMap<>();
  private Map<Path, KnownFolder> now = new HashMap<>();

  KnownFolders(Mounts mounts) {
    this.mounts = mounts;
  }

  /** Begins a round. What was not asked for in the one before is forgotten. */
  void begin() {
    before = now;
    now = new HashMap<>();
  }

  /** Returns what is known of a folder: the same object as in the last round if it is as it was. */
  KnownFolder at(Path folder) {
    KnownFolder known = now.get(folder);
    if (known == null) {
      known = before.get(folder);
      if (known == null || !known.isCurrent()) {
        known = KnownFolder.of(folder, mounts);
      }
      now.put(folder, known);
    }
    return known;
  }
}
