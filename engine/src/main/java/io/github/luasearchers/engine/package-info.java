/**
 * Lua as a {@code javax.script} engine.
 *
 * <p>{@link io.github.luasearchers.engine.LuaScriptEngine} is what hosts see. It holds the default
 * context and, from the first use on, an {@code LuaState}: one configured Lua universe. Every
 * {@code eval}, compiled script and call ends in {@code LuaState.call}.
 *
 * <p>Globals are tables that stand for {@code Bindings}: {@code NativeGlobals} where the bindings
 * are the engine's own ({@code LuaBindings}) and the values live in the table, {@code
 * ForeignGlobals} where somebody else's bindings are asked for each name. {@code Scopes} knows what
 * lies before and behind the bindings of the running evaluation.
 */
@NullMarked
package io.github.luasearchers.engine;

import org.jspecify.annotations.NullMarked;
