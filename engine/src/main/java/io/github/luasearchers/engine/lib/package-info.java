/**
 * Lua's standard library, one file for each of PUC's {@code l*lib.c}.
 *
 * <p>{@link StandardLibrary} puts the libraries into the globals; a {@link LateLibrary} is filled
 * when a script first looks into it. A library's class holds the list of its functions and their
 * bodies, a {@link LibraryFunction} each: {@link BaseLib} ({@code lbaselib.c}), {@link StringLib}
 * with {@link LuaPattern}, {@link StringFormat} and {@link StringPack} ({@code lstrlib.c}), {@link
 * TableLib} with {@link TableSort} ({@code ltablib.c}), {@link MathLib}, {@link Bit32Lib}, {@link
 * Utf8Lib}, {@link OsLib} with {@link Calendar} and {@link DateFormat} (C's {@code mktime} and
 * {@code strftime}), {@link CoroutineLib}, {@link DebugLib}. {@link Chunks} is {@code lua_load}.
 * The library {@code io} is a room of its own, {@code lib.io}; {@code package} is {@code
 * engine.require}.
 *
 * <p>A function charges the runtime for what it reads and writes, in its own loops, so that limits
 * and deadlines hold within one call.
 */
@NullMarked
package io.github.luasearchers.engine.lib;

import org.jspecify.annotations.NullMarked;
