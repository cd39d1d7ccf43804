package io.github.luasearchers.engine.require;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stamps that files had when they were last found readable. One whose stamp is the same is
 * found again without being tried: for the file system it is half the work. Bounded; safe for
 * threads.
 *
 * <p>A stamp has who may read the file where the system tells, so that one whose read permission is
 * taken away is found no more. What takes it away in another way (an owner who changes, an access
 * list, Windows) shows when the file changes, or in the next JVM. The time at which a file's status
 * changed would tell, but takes a twelfth more time.
 */
final class KnownFiles {

  private static final int LIMIT = 10_000;

  private static final Map<String, FileStamp> STAMPS =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FileStamp> eldest) {
          return size() > LIMIT;
        }
      };

  private KnownFiles() {}

  static @Nullable FileStamp stamp(String name) {
    synchronized (STAMPS) {
      return STAMPS.get(name);
    }
  }

  static void put(String name, FileStamp stamp) {
    synchronized (STAMPS) {
      STAMPS.put(name, stamp);
    }
  }
}
