/**
 * The front end of Lua 5.2, 5.3 and 5.4: source text to byte code, and the binary form of that
 * code.
 *
 * <p>There is one machine for all versions, that of Lua 5.2, for which the byte code is what {@code
 * luac} makes of the text. Lua 5.3's has seven instructions more and other numbers, which {@link
 * BinaryFormat} translates, so that files can be exchanged with it too. Lua 5.4's own machine is
 * another one; its code runs here on 5.3's and five instructions for loops and for variables that
 * are to be closed, under a header of ours. The parser asks its {@link Lexer} for the version.
 *
 * <p>The structure is PUC's. {@link Lexer} is {@code llex.c}; {@link Parser}, {@link
 * ExpressionParser}, {@link Scopes}, {@link Gotos} and {@link FunctionState} are {@code lparser.c};
 * {@link CodeGenerator} and {@link CodeBuffer} are {@code lcode.c}; {@link Op} is {@code
 * lopcodes.h}; {@link Dump}, {@link Undump} and {@link Verifier} are {@code ldump.c} and {@code
 * lundump.c}. The result is LuaJ's {@link org.luaj.vm2.Prototype}, which is never changed
 * afterwards, so that engines and threads may share one.
 *
 * <p>{@link RequiredNames} has no counterpart in PUC's compiler: it reads the tokens alone, for
 * tools that want to know what a module requires before it runs.
 */
@NullMarked
package io.github.luasearchers.engine.compiler;

import org.jspecify.annotations.NullMarked;
