package io.github.luasearchers.engine.live.watch;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A folder, and those names in it on which it depends where the watched paths lead. */
final class Spot {

  private final Path folder;
  private final Set<Path> names = new HashSet<>();
  private @Nullable Set<String> keys;
  private boolean near;

  Spot(Path folder) {
    this.folder = folder;
  }

  /** Returns the folder, without links. */
  Path folder() {
    return folder;
  }

  /**
   * Adds a name.
   *
   * @param isNear whether a file, a link or the first missing folder is under that name, and not a
   *     folder, which is seldom replaced
   */
  void add(Path name, boolean isNear) {
    names.add(name);
    near |= isNear;
  }

  /** Tells whether events from here are needed, rather than helpful. */
  boolean isNear() {
    return near;
  }

  /** Adds what is said of the same folder under another path. */
  Spot with(Spot other) {
    names.addAll(other.names);
    near |= other.near;
    return this;
  }

  boolean has(Path name) {
    if (keys == null) {
      Set<String> made = new HashSet<>();
      for (Path each : names) {
        made.add(key(each));
      }
      keys = made; // when an event comes, for it takes longer than all else about a name
    }
    return keys.contains(key(name));
  }

  /**
   * Some systems don't tell small letters from capitals; elsewhere a name too much does no harm.
   */
  private static String key(Path name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
