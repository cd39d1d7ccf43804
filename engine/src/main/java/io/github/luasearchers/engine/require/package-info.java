/**
 * Lua's package library: {@code require}, {@code package} and Lua's own four searchers, PUC's
 * {@code loadlib.c}.
 *
 * <p>{@link Require} looks into {@code package.loaded}, asks the functions in {@code
 * package.searchers} one after the other, and runs the loader that one of them gives. {@link
 * PackageLibrary} makes the tables; {@link Searchers} fills that list once, in the order of {@code
 * lua.searchers} ({@link SearcherOrder}). Each element is a {@link SearcherFunction}, the Lua face
 * of a {@link ModuleSearcher}: one of Lua's four ({@link OwnSearchers}: {@link PreloadSearcher},
 * {@link PathSearcher}, {@link CpathSearcher}, {@link AllInOneSearcher}), or a {@link
 * ProvidedSearcher} for what one of the {@link Providers} has made, whom {@link Discovery} finds by
 * {@code ServiceLoader}. A searcher comes to a {@link Finding}: a loader and its origin, or the
 * places where nothing was. {@link SourceLoader} compiles a source, or takes it compiled from
 * {@link CodeCache}, which all engines of the JVM share. {@link Libraries} links library files
 * through {@code LibraryLinker}s, and finds their {@code luaopen_} functions.
 *
 * <p>Each step is given what it needs when it is made, and none knows those before it. What is to
 * know of searches and loads stands at one place, {@link Loads}: it sees them begin and end.
 *
 * <p>"Not here" is a value and goes on to the next searcher; "failed" is an exception and ends the
 * {@code require}. {@link Which} walks the same way without running any Lua.
 */
@NullMarked
package io.github.luasearchers.engine.require;

import org.jspecify.annotations.NullMarked;
