package io.github.luasearchers.spi;

import java.io.IOException;

/**
 * Looks for modules in one kind of place. Each searcher is one function in {@code
 * package.searchers}, asked in its turn by {@code require} (Lua's manual, section 6.3).
 *
 * <p>A searcher belongs to one engine and is asked by one thread at a time, unless it {@linkplain
 * #isConcurrent says} that several may ask. It answers from where it looks now: the engine, not the
 * searcher, remembers which modules are loaded.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface LuaSearcher extends AutoCloseable {

  /**
   * Looks for a module.
   *
   * <p>The name is what the script wrote, with dots between its parts, and is not to be trusted: it
   * may be empty, and hold any character but NUL and semicolons ({@link ModuleName#isSearchable}).
   * {@link SearchPath#search} turns away the names that could leave a root.
   *
   * @param moduleName the name given to {@code require}, possibly the empty string
   * @return the module, or every place that was tried
   * @throws IOException if a place that may hold the module could not be looked into; {@code
   *     require} then fails with this exception's message, and no further searcher is asked
   * @throws RuntimeException if the searcher itself is at fault; {@code require} then fails, with
   *     this exception as the cause. A {@code LinkageError} does the same, in a message that names
   *     the searcher and the class.
   */
  SearchResult search(String moduleName) throws IOException;

  /**
   * Tells whether any number of threads may call {@link #search} at once, and read what it found,
   * so that the engine can find many modules in the time that one takes. Those threads are not the
   * engine's: such a searcher uses neither the tables of its {@link SearchContext} nor anything
   * else of Lua's while it searches. If the engine's user gives up, these threads are interrupted.
   *
   * @return always the same; false by default
   */
  default boolean isConcurrent() {
    return false;
  }

  /**
   * Releases what this searcher holds. Called once, when the engine is closed, on whichever thread
   * closes it; no search is under way then. Does nothing by default. What it throws comes out of
   * the engine's {@code close}, after all else was closed.
   */
  @Override
  default void close() {}

  /**
   * Returns a searcher that finds nothing and has no place to name: for a provider that was not
   * told where to look. No class of the provider's own need be loaded for it.
   */
  static LuaSearcher none() {
    // No lambda: the first of those costs a JVM milliseconds.
    return new LuaSearcher() {
      @Override
      public SearchResult search(String moduleName) {
        return SearchResult.notFound();
      }
    };
  }
}
