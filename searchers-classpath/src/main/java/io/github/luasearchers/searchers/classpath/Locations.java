package io.github.luasearchers.searchers.classpath;

import io.github.luasearchers.spi.FileStamp;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a class loader has found resources, and what is in the archives among these places. A
 * loader of the JDK's own searches its places in a fixed order, so that a file or an archive that
 * still exists need not be searched for again. Any other loader may answer differently each time,
 * for example by the calling thread, and is always asked. Bounded; safe for threads.
 */
final class Locations {

  private static final int LIMIT = 10_000;

  private static final Map<ClassLoader, Locations> ALL = new WeakHashMap<>();

  private static final int ARCHIVES = 100;

  private final Map<String, Resource> known = new ConcurrentHashMap<>();
  private final Map<File, ArchiveIndex> archives = new ConcurrentHashMap<>();
  private final int limit;

  private Locations(int limit) {
    this.limit = limit;
  }

  static Locations of(ClassLoader loader) {
    if (!fixed(loader)) {
      return new Locations(0);
    }
    synchronized (ALL) {
      Locations known = ALL.get(loader);
      if (known == null) {
        known = new Locations(LIMIT);
        ALL.put(loader, known);
      }
      return known;
    }
  }

  /** Tells whether a loader and all its parents are the JDK's own. */
  private static boolean fixed(ClassLoader loader) {
    ClassLoader at = loader;
    while (at != null && at.getClass().getModule() == Object.class.getModule()) {
      at = at.getParent();
    }
    return at == null;
  }

  @Nullable Resource get(String name) {
    return known.get(name);
  }

  void put(String name, Resource resource) {
    if (known.size() < limit || known.containsKey(name)) {
      known.put(name, resource);
    }
  }

  void remove(String name) {
    known.remove(name);
  }

  /**
   * Returns what an archive has now.
   *
   * @return null if its stamp doesn't count, so that nobody could tell for how long that is right,
   *     or if only the loader knows
   * @throws IOException if it can't be looked at
   */
  @Nullable ArchiveIndex index(File archive) throws IOException {
    if (limit == 0) {
      return null; // what such a loader has at a URL need not be what is in the archive
    }
    ArchiveIndex known = archives.get(archive);
    if (known != null && known.stamp().isCurrent()) {
      return known;
    }
    FileStamp stamp = FileStamp.of(archive.toPath());
    if (!stamp.isRegularFile() || stamp.text().isEmpty()) {
      archives.remove(archive);
      return null;
    }
    ArchiveIndex now = ArchiveIndex.of(archive, stamp);
    if (known != null || archives.size() < ARCHIVES) {
      archives.put(archive, now);
    }
    return now;
  }
}
