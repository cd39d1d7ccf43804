/**
 * C libraries for {@code package.cpath}, the all-in-one searcher and {@code package.loadlib}.
 *
 * <p>A native library, the shim, exports PUC's C API of three versions. It keeps each thread's
 * stack of C in memory that Java reads and writes as well: {@link
 * io.github.luasearchers.clibs.Layout} says where things lie, {@link
 * io.github.luasearchers.clibs.State} is a {@code lua_State}, {@link
 * io.github.luasearchers.clibs.Universe} what an engine has once. {@link
 * io.github.luasearchers.clibs.Natives} is what Java asks of C, {@link
 * io.github.luasearchers.clibs.Crossings} what C asks of Java.
 */
@NullMarked
package io.github.luasearchers.clibs;

import org.jspecify.annotations.NullMarked;
