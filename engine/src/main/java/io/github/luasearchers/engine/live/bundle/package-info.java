/**
 * Modules found ahead of time: compiled before they are required, or packed into one archive.
 *
 * <p>A {@link Walk} follows the requires that texts name, from one module to the next, and runs
 * none. It goes the way of {@code require}, from one {@link
 * io.github.luasearchers.engine.require.Finder} to the next, in the thread that has the engine's
 * turn; searchers that may be asked by several threads, and all reading and compiling, are left to
 * {@link Workers}. A {@link Visit} is where one module stands on that way. {@link Prefetch} has the
 * code compiled; {@link Bundle} keeps the texts, adds those of the modules that are loaded, and
 * {@link BundleFile} writes them.
 */
@NullMarked
package io.github.luasearchers.engine.live.bundle;

import org.jspecify.annotations.NullMarked;
