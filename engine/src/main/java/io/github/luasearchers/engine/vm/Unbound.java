package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaFunction;

/**
 * A function that Java hands to an engine before it knows the engine's universe. The evaluation
 * that is to call it calls what it is bound to instead, so that the call has a frame of its own, as
 * one of C's has.
 */
public abstract class Unbound extends LuaFunction {

  /** Returns the function for a universe, in whose evaluation it is called at once. */
  public abstract Builtin bind(LuaRuntime lua);
}
