/**
 * Numbers and text, below all other packages: LuaJ's value classes where they are right, and what
 * they lack.
 *
 * <p>{@link Level} is the version of Lua that an engine speaks. {@link LuaFloat} and {@link
 * LuaLong} are numbers that LuaJ's own classes cannot hold. From Lua 5.3 on, the class tells the
 * subtype: an integer is LuaJ's {@code LuaInteger} if it fits an int and a {@link LuaLong} if not,
 * so that equal integers are of one class, and a {@link LuaFloat} is a float, also if it is whole.
 * In Lua 5.2 the class only shows where a number comes from. {@link Arithmetic}, {@link Integers}
 * and {@link Numbers} compute, read and write numbers as PUC's {@code llimits.h}, {@code lobject.c}
 * and {@code lvm.c} do; what differs between versions is told by a parameter, since LuaJ's own
 * methods on numbers know no version. {@link LuaText} and {@link SurrogateEscape} convert text
 * between Java's strings and Lua's bytes; {@link StringTable} interns names; {@link CharClass} is
 * {@code lctype.c}. {@link ScriptError} is an error that carries a Lua value, {@link ScriptStopped}
 * ends a script that has used up its limits.
 *
 * <p>Work that takes long is charged to a {@link Meter}. Code that is passed one charges it; code
 * far below any runtime uses the {@link CurrentMeter} of the calling thread's evaluation. {@link
 * Slices} processes long arrays of bytes and charges for them on the way. The runtime implements
 * the meter; this package does not refer to it.
 */
@NullMarked
package io.github.luasearchers.engine.value;

import org.jspecify.annotations.NullMarked;
