/**
 * Lua as a {@code javax.script} engine.
 *
 * <p>{@link io.github.luasearchers.engine.LuaScriptEngine} is what hosts see. It holds the default
 * context and, from the first use on, an {@code LuaState}: one configured Lua universe. Every
 * {@code eval}, compiled script, call and call back is an evaluation: it takes the turn, begins,
 * enters its context, and arguments and results are converted before it ends, under its limits.
 *
 * <p>{@code Turn} says which thread that may be. What an evaluation has handed to Java knows it
 * ({@code Evaluation}, by the bridge over which it went): while the evaluation waits in Java, such
 * calls back run on top of the call that waits, in whatever thread they come, the last first; all
 * others wait for its end. What the host got, by a result or a binding, knows no evaluation, and a
 * call of it waits as any other.
 *
 * <p>Globals are tables that stand for {@code Bindings}: {@code NativeGlobals} where the bindings
 * are the engine's own ({@code LuaBindings}) and the values live in the table, {@code
 * ForeignGlobals} where somebody else's bindings are asked for each name. {@code Scopes} knows what
 * lies before and behind the bindings of the running evaluation.
 */
@NullMarked
package io.github.luasearchers.engine;

import org.jspecify.annotations.NullMarked;
