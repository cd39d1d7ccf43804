package io.github.luasearchers.searchers.http;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The modules that the host wants to reload, whatever the cache has: each one once per call of the
 * host. Safe for threads.
 */
final class Reloads implements Predicate<String> {

  /** More than anyone has modules. If a name is evicted, the server is asked once more. */
  private static final int MAX_NAMES = 10_000;

  private final List<NamePatterns> wanted = new CopyOnWriteArrayList<>();
  private final Cache<String, Integer> done =
      CacheBuilder.newBuilder().maximumSize(MAX_NAMES).build();

  void want(String patterns) {
    wanted.add(NamePatterns.parse(patterns, ""));
  }

  /** Tells whether a module must be reloaded now, and marks it as reloaded. */
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
