package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.SearchResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was answered when files were last found readable. One whose stamp is the same is found again
 * without being tried: for the file system it is half the work. Whatever makes a file unreadable
 * (its permissions, its owner, its access list) changes its stamp. Bounded; safe for threads.
 */
final class KnownFiles {

  private static final int LIMIT = 10_000;

  private static final Map<String, SearchResult.Source> SOURCES =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SearchResult.Source> eldest) {
          return size() > LIMIT;
        }
      };

  private KnownFiles() {}

  /** Returns what was answered for a file that is as it was then, else null. */
  static SearchResult.@Nullable Source find(String name) {
    SearchResult.@Nullable Source known;
    synchronized (SOURCES) {
      known = SOURCES.get(name);
    }
    return known != null && known.file().isPresent() && known.file().get().isCurrent()
        ? known
        : null;
  }

  static void put(SearchResult.Source source) {
    synchronized (SOURCES) {
      SOURCES.put(source.origin(), source);
    }
  }
}
