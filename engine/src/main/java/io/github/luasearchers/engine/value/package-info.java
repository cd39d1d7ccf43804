/**
 * What numbers and texts are, below everything else: LuaJ's value classes where they are right, and
 * what they lack.
 *
 * <p>{@link LuaFloat} and {@link LuaLong} are numbers that LuaJ's own classes can't hold; {@link
 * Arithmetic} and {@link Numbers} compute, read and write numbers as PUC's {@code llimits.h},
 * {@code lobject.c} and {@code lvm.c} do. {@link LuaText} and {@link SurrogateEscape} carry text
 * between Java's strings and Lua's bytes; {@link StringTable} interns names; {@link CharClass} is
 * {@code lctype.c}. {@link ScriptError} is an error that carries a Lua value, {@link ScriptStopped}
 * ends a script that has used up its limits. {@link Level} is the version of Lua that an engine
 * keeps to.
 *
 * <p>Work that takes long is charged to a {@link Meter}. Code that is given one charges that; code
 * far below any runtime asks {@link CurrentMeter} for the one of the calling thread's evaluation.
 * {@link Slices} passes over long arrays of bytes and charges as it goes. The runtime implements
 * the meter; this package knows nothing of it.
 */
@NullMarked
package io.github.luasearchers.engine.value;

import org.jspecify.annotations.NullMarked;
