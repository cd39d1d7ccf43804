package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.SearchListener;
import io.github.luasearchers.engine.sandbox.Places;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;

/**
 * What the host tells the package library.
 *
 * @param classLoader where providers, linkers, classes and resources are looked for
 * @param settings the values of {@code lua.*} settings
 * @param providers the searchers and linkers that there are
 * @param preload the functions that {@code package.preload} begins with
 * @param opened the modules that are opened at once, each with a global variable
 * @param places gets the files that scripts may load, in a sandbox; null for none
 * @param listener is told of searches and loads; null for nobody
 */
public record PackageOptions(
    ClassLoader classLoader,
    PackageSettings settings,
    Providers providers,
    Map<String, LuaFunction> preload,
    Map<String, LuaFunction> opened,
    @Nullable Places places,
    @Nullable SearchListener listener) {

  /** Tells whether nothing was said, so that nothing can be wrong with it. */
  boolean isPlain() {
    return settings.isPlain() && providers.isPlain() && preload.isEmpty() && opened.isEmpty();
  }
}
