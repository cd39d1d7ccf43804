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
    return keys().contains(key(name));
  }

  /**
   * Tells whether a name ends as a file's does that is looked for here, and so may be of the same
   * batch. In a folder for everyone's files, like that for temporary ones, others come and go at
   * all times.
   */
  boolean hasLike(Path name) {
    return near && keys().contains(ending(key(name)));
  }

  /** Returns the names and their endings, made when an event comes: not each walk needs them. */
  private Set<String> keys() {
    if (keys == null) {
      Set<String> made = new HashSet<>();
      for (Path name : names) {
        String key = key(name);
        made.add(key);
        made.add(ending(key));
      }
      keys = made;
    }
    return keys;
  }

  /** Returns what no name of a file can be, so that it is not taken for one. */
  private static String ending(String key) {
    int dot = key.lastIndexOf('.');
    return dot < 0 ? "/" + key : "/" + key.substring(dot);
  }

  /**
   * Some systems don't tell small letters from capitals; elsewhere a name too much does no harm.
   */
  private static String key(Path name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
