package io.github.luasearchers.engine.vm;

import org.luaj.vm2.Varargs;

/**
 * What other code keeps for a coroutine ({@link Coroutine#peer}), and the values in it. While
 * nothing runs there may be a body among them: C code puts a function and its arguments on a new
 * thread's stack, and lets Lua resume it.
 */
public interface Outside {

  /** Tells whether there is a body for the coroutine. */
  boolean hasBody();

  /** Takes the body, and the first arguments behind it. */
  Varargs takeBody();

  /** Lets go of what is no longer in use, for the collector to find it. */
  void sweep();
}
