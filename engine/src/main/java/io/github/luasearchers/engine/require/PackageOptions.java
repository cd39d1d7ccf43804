package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.sandbox.Places;
import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcherProvider;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;

/**
 * What the host tells the package library.
 *
 * @param classLoader where providers, linkers, classes and resources are looked for
 * @param settings the values of {@code lua.*} settings
 * @param searchers providers given as objects; one of them takes the place of a discovered one that
 *     has the same name
 * @param linkers linkers given as objects, likewise
 * @param preload the functions that {@code package.preload} begins with
 * @param places gets the files that scripts may load, in a sandbox; null for none
 */
public record PackageOptions(
    ClassLoader classLoader,
    PackageSettings settings,
    List<LuaSearcherProvider> searchers,
    List<LibraryLinker> linkers,
    Map<String, LuaFunction> preload,
    @Nullable Places places) {

  /** Creates the options of a host that gives no objects of its own. */
  public PackageOptions(ClassLoader classLoader, PackageSettings settings) {
    this(classLoader, settings, List.of(), List.of(), Map.of(), null);
  }

  /** Tells whether nothing was said, so that nothing can be wrong with it. */
  boolean isPlain() {
    return settings.isPlain() && searchers.isEmpty() && linkers.isEmpty() && preload.isEmpty();
  }
}
