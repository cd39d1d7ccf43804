/**
 * Lua as a {@code javax.script} engine: the types that users name, and what stands behind them.
 *
 * <p><b>The flow of an eval.</b> {@link io.github.luasearchers.engine.LuaScriptEngine} holds the
 * default context and, from the first use on, a {@code LuaState}: one configured Lua universe, made
 * of what {@code SettingsReader} has read. {@code Evaluator} has the ways in: evaluating,
 * compiling, calling, calling back. Each of them is an evaluation, bracketed by {@code
 * Evaluations}: it takes the turn, begins under the limits of the engine and the context ({@code
 * EvaluationLimits}), enters its context, converts arguments, runs, converts results, ends, and
 * gives the turn back. {@code Scripts} compiles the text or finds it compiled; {@code Failure}
 * makes the exception that the host gets. {@code InterfaceFunctions} is {@code getInterface}: a
 * Java interface whose methods are global functions, looked up at each call.
 *
 * <p><b>Threads.</b> {@code Turn} says which thread may be inside. A function that an evaluation
 * has handed to Java belongs to that evaluation ({@code EvaluationCalls}): while the evaluation
 * waits in a call of Java, such callbacks run on top of the call that waits, in whatever thread
 * they come, the last first. What the host got, as a result or a binding, belongs to no evaluation
 * ({@code HostCalls}): a call of it waits for its turn as any other.
 *
 * <p><b>Globals.</b> They are tables that stand for {@code Bindings}: {@code NativeGlobals} where
 * the bindings are the engine's own ({@code LuaBindings}) and the values live in the table, {@code
 * ForeignGlobals} where somebody else's bindings are asked for each name. {@code ContextScopes}
 * knows what lies before and behind the bindings of the running evaluation.
 *
 * <p><b>The packages below</b>, from the ground up; none looks up, but for the users' plain types
 * in this one: {@code value} (numbers and texts), {@code compiler}, {@code vm} (the loop), {@code
 * sandbox} (what may be reached), {@code lib} (the standard library) and {@code interop} (Java in
 * Lua and Lua in Java), {@code require} (the package library).
 */
@NullMarked
package io.github.luasearchers.engine;

import org.jspecify.annotations.NullMarked;
