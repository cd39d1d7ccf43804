package io.github.luasearchers.engine.vm;

/**
 * Ends the nested loops between a coroutine that yields and the loop that resumed it. It passes
 * through functions that wait for {@link LuaRuntime#callOrLeave}, which it leaves for good; their
 * continuations do the rest. It is no error: nobody may catch it other than to give back what
 * belongs to the Java frame.
 */
final class Leave extends Error {

  private static final long serialVersionUID = 1L;

  Leave() {
    super("a coroutine yields", null, false, false);
  }
}
