package io.github.luasearchers.spi;

import java.util.Collection;
import java.util.List;

/**
 * Makes one kind of searcher. This is what a jar registers, in a file {@code
 * META-INF/services/io.github.luasearchers.spi.LuaSearcherProvider} that names the implementing
 * class; the class is public and has a public constructor without parameters.
 *
 * <p>The engine creates one provider for each class loader and asks it for one searcher per engine,
 * when that engine is first used. Where the searcher stands in {@code package.searchers} is the
 * user's choice, made by name in the {@code lua.searchers} setting; a provider that the setting
 * does not name stands where the setting's {@code *} is, in the order of the names.
 *
 * <p>A provider may be asked by several threads at once, for different engines.
 *
 * <p>When many jars are made into one, files of one name may overwrite each other, and most
 * searchers then lose their entry in {@code META-INF/services}. A jar may carry a file {@code
 * META-INF/luasearchers/<name>} as well, whatever is in it: where {@code lua.searchers} has the
 * name, there is such a file and nobody provides the searcher, the message about a module that is
 * not found says so.
 *
 * @since 0.1.0
 */
public interface LuaSearcherProvider {

  /**
   * Returns the name by which {@code lua.searchers} knows this searcher, and the root of its
   * settings: a searcher named {@code db} reads {@code lua.db} and {@code lua.db.*}.
   *
   * @return a name of lower-case letters, digits and hyphens that starts with a letter; always the
   *     same one
   */
  String name();

  /**
   * Returns the settings that this searcher has. Whatever else a user sets below {@code
   * lua.<name>.} is an error that suggests the nearest name.
   *
   * @return always the same ones; none by default
   */
  default Collection<Setting<?>> settings() {
    return List.of();
  }

  /**
   * Creates the searcher of one engine. Settings are read and checked here, so that a searcher
   * holds final state only.
   *
   * @param context what the engine tells its searchers
   * @return a searcher, which the engine closes when it is closed itself
   * @throws IllegalArgumentException if a setting has a value that can't be used; the message says
   *     which setting, what was found and what to do, and reaches the user as it is
   * @throws RuntimeException if there can be no searcher for another reason. The engine goes
   *     without it, logs this and says so when a module is not found; if {@code lua.searchers}
   *     insists on the searcher, no script runs. The same goes for a {@code LinkageError}.
   */
  LuaSearcher create(SearchContext context);
}
