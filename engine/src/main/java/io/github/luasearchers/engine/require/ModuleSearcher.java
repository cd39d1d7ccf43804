package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.SearchResult;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** What is behind an element of {@code package.searchers}: one of Lua's four, or a provider's. */
interface ModuleSearcher extends AutoCloseable {

  /**
   * Looks for a module and loads it.
   *
   * @param name the name as the script gave it
   * @param text the same as text
   * @throws SearchError if a place can't be looked into, or the module can't be loaded
   */
  Finding find(LuaString name, String text);

  /**
   * Looks for a module, loads nothing and runs no Lua.
   *
   * @throws SearchError if a place can't be looked into
   */
  SearchResult locate(String text);

  /**
   * Tells whether a script that calls the searcher gets a text even if no place was tried, as from
   * PUC's two that go along a path.
   */
  default boolean answersWithText() {
    return false;
  }

  /** Tells whether any number of threads may call {@link #locate} at once. */
  default boolean isConcurrent() {
    return false;
  }

  /** Tells whether any thread may read the sources that {@link #locate} finds. */
  default boolean isReadAnywhere() {
    return isConcurrent();
  }

  /** Returns what loads the sources that it finds; null if it finds none. */
  default @Nullable SourceLoader loader() {
    return null;
  }

  /**
   * Has the next {@link #find} for a module take what {@link #locate} has found, if to find it
   * again would take long.
   *
   * @param bytes the content of the source
   */
  default void keep(String module, SearchResult.Source found, byte[] bytes) {}

  /** Tells whether there is anything to close. */
  default boolean holdsResources() {
    return false;
  }

  @Override
  default void close() {}
}
