/**
 * The contract between the Lua engine and the jars that find modules for it.
 *
 * <p>A jar that wants {@code require} to look in one more kind of place registers a {@link
 * LuaSearcherProvider}; the provider makes a {@link LuaSearcher}; the searcher answers each module
 * name with a {@link SearchResult}. A jar that wants to link library files for {@code
 * package.cpath} and {@code package.loadlib} registers a {@link LibraryLinker}. Both declare their
 * {@link Setting}s, so that a misspelt one is an error. What searchers often need is here as well:
 * a {@link SearchPath}, the rules for a {@link ModuleName}, the {@link FileStamp} of a module's
 * file, and an {@link Excerpt} of a text for a message.
 *
 * <p>Finding is separate from loading. A searcher hands out bytes and where they came from; the
 * engine alone compiles, caches, runs and words the errors. So a searcher never sees Lua source as
 * a program, holds no compiled code, and can be asked where a module would come from without
 * anything being run.
 *
 * <p>Three outcomes are never mixed: found ({@link SearchResult.Source}, {@link
 * SearchResult.Loader}); not here, with every place tried ({@link SearchResult.NotFound}); failed
 * (an exception). A place that could not be looked into has failed: it is never "not here".
 */
@NullMarked
package io.github.luasearchers.spi;

import org.jspecify.annotations.NullMarked;
