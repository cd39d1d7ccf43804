package io.github.luasearchers.engine.interop;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * How a call from Java enters Lua: through an interface that a Lua function implements, or through
 * a {@link LuaCallable}. An engine puts its own in to set up what the code it calls may expect.
 */
public interface Caller {

  /** Calls a function, between {@link #enter} and {@link #exit}. */
  Varargs call(LuaValue function, Varargs args);

  /**
   * Waits until no other thread runs Lua or looks at what is Lua's. Lua that one thread has to
   * itself needs none of this.
   *
   * @throws IllegalStateException if the thread is interrupted while it waits
   */
  default void enter() {}

  /** Undoes one {@link #enter}. */
  default void exit() {}
}
