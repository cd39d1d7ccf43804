package io.github.luasearchers.searchers.http;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Which modules the host wants to be asked for again, whatever the cache has: each once for each
 * time that the host says so. Safe for threads.
 */
final class Reloads implements Predicate<String> {

  /** More names than anyone has modules; of one that was forgotten, the server is asked twice. */
  private static final int MOST_NAMES = 10_000;

  private final List<NamePatterns> wanted = new CopyOnWriteArrayList<>();
  private final Cache<String, Integer> done =
      CacheBuilder.newBuilder().maximumSize(MOST_NAMES).build();

  void want(String patterns) {
    wanted.add(NamePatterns.parse(patterns, ""));
  }

  /** Tells whether a module is to be asked for again now, and takes it as done. */
  @Override
  public boolean test(String moduleName) {
    int count = wanted.size();
    if (count == 0) {
      return false;
    }
    Integer before = done.getIfPresent(moduleName);
    int from = before == null ? 0 : before;
    boolean again =
        from < count && wanted.subList(from, count).stream().anyMatch(p -> p.admit(moduleName));
    done.put(moduleName, count);
    return again;
  }
}
