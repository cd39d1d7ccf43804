package io.github.luasearchers.spi;

import java.util.Optional;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;

/**
 * What an engine tells the searchers and linkers that work for it. Lives as long as the engine.
 *
 * <p>The class loader and the names of settings never change, and any thread may ask for them. The
 * settings are to be read while {@code create}, {@code refusal} or {@code open} runs, and the two
 * tables are to be used while one of these, {@code search} or {@code function} runs: in the thread
 * that runs it.
 *
 * @since 0.1.0
 */
public interface SearchContext {

  /**
   * Returns the engine's global table, which the code of modules has as its {@code _ENV}. It shows
   * the globals of the evaluation that is running.
   */
  Globals globals();

  /** Returns the table that Lua knows as {@code package}, as scripts have left it. */
  LuaTable packageTable();

  /** Returns the class loader in which the engine looks for classes and resources. */
  ClassLoader classLoader();

  /**
   * Returns a setting of the searcher or linker that was given this context, as text. {@link
   * Setting} reads it as what it stands for.
   *
   * @param key the setting's name behind {@code lua.<searcher>.}: {@code "path"} for {@code
   *     lua.db.path}; the empty string for {@code lua.db} itself
   * @return the value, trimmed; empty if the setting was given nowhere
   * @throws IllegalStateException if the provider or linker does not declare this setting
   */
  Optional<String> setting(String key);

  /**
   * Tells whether scripts are kept from the machine: then a searcher looks at no place that the
   * host has not named.
   */
  default boolean isSandboxed() {
    return false;
  }

  /**
   * Returns what the engine tells another searcher, for one that works through it: a searcher of
   * files on servers uses the connections, the cache and the lock file that {@code lua.http.*}
   * describes.
   *
   * @param searcher the other searcher's name; its jar must be there
   * @throws UnsupportedOperationException if whoever made this context knows one searcher only
   */
  default SearchContext ofSearcher(String searcher) {
    throw new UnsupportedOperationException("no settings of '" + searcher + "' are known here");
  }

  /** Returns the whole name of a setting, for messages: {@code lua.db.path} for {@code "path"}. */
  String settingName(String key);
}
