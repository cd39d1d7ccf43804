/**
 * Lua's package library: {@code require}, {@code package} and Lua's own four searchers, PUC's
 * {@code loadlib.c}.
 *
 * <p>{@link Require} looks into {@code package.loaded}, asks the functions in {@code
 * package.searchers} one after the other, and runs the loader that one of them gives. {@link
 * Searchers} fills that list once, in the order of {@code lua.searchers} ({@link SearcherOrder}),
 * with a {@link SearcherFunction} for each searcher: Lua's own, which the engine makes itself, and
 * those of the providers that {@link Discovery} finds by {@code ServiceLoader}. A searcher answers
 * with a {@link io.github.luasearchers.spi.SearchResult}: a source, a loader, or the places where
 * nothing was. {@link SourceLoader} compiles a source, or takes it compiled from {@link CodeCache},
 * which all engines of the JVM share. {@link Libraries} links library files through {@code
 * LibraryLinker}s.
 *
 * <p>"Not here" is a value and goes on to the next searcher; "failed" is an exception and ends the
 * {@code require}. {@link Which} walks the same way without running any Lua.
 */
@NullMarked
package io.github.luasearchers.engine.require;

import org.jspecify.annotations.NullMarked;
