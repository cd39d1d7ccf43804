/**
 * Lua 5.2's front end: source text to the byte code that {@code luac} makes of it, and the binary
 * form of that code.
 *
 * <p>The structure is PUC's. {@link Lexer} is {@code llex.c}; {@link Parser}, {@link
 * ExpressionParser}, {@link Scopes} and {@link FunctionState} are {@code lparser.c}; {@link
 * CodeGenerator} and {@link CodeBuffer} are {@code lcode.c}; {@link Op} is {@code lopcodes.h};
 * {@link Dump}, {@link Undump} and {@link Verifier} are {@code ldump.c} and {@code lundump.c}. The
 * result is LuaJ's {@link org.luaj.vm2.Prototype}, which is never changed afterwards, so that
 * engines and threads may share one.
 *
 * <p>{@link RequiredNames} has no counterpart in PUC's compiler: it reads the tokens alone, for
 * tools that want to know what a module requires before it runs.
 */
@NullMarked
package io.github.luasearchers.engine.compiler;

import org.jspecify.annotations.NullMarked;
