/**
 * Lua as a {@code javax.script} engine.
 *
 * <p>{@link io.github.luasearchers.engine.LuaScriptEngine} is what hosts see. It holds the default
 * context and, from the first use on, a {@code LuaState}: one configured Lua universe. Every {@code
 * eval}, compiled script, call and callback is an evaluation: it takes the turn, begins, enters its
 * context, converts its arguments and results, and ends, all under its limits.
 *
 * <p>{@code Turn} decides which thread that may be. What an evaluation has handed to Java refers to
 * it ({@code EvaluationCalls}, through the bridge that converted it). While the evaluation waits
 * for Java code, callbacks of these objects run on top of the waiting call, in whatever thread they
 * come, the last first; all other calls wait for its end. What the host got as a result or from a
 * binding refers to no evaluation, and a call of it waits like any other.
 *
 * <p>Globals are tables that stand for {@code Bindings}: {@code NativeGlobals} if the bindings are
 * the engine's own ({@code LuaBindings}) and the values live in the table, {@code ForeignGlobals}
 * if foreign bindings are asked for each name. {@code ContextScopes} knows the scopes before and
 * behind the bindings of the running evaluation.
 */
@NullMarked
package io.github.luasearchers.engine;

import org.jspecify.annotations.NullMarked;
