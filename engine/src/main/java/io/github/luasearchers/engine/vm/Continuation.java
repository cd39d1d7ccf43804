package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What a {@link Builtin} does once a function that it called through {@link LuaRuntime#callThen}
 * has ended: PUC's {@code lua_CFunction k} of {@code lua_callk}.
 */
public abstract class Continuation {

  /**
   * Goes on with the results of the function.
   *
   * @return the builtin's own results, or one more {@link LuaRuntime#callThen}
   */
  protected abstract Varargs resume(Varargs results);

  /** Tells whether {@link #fail} catches. */
  protected boolean catches() {
    return false;
  }

  /**
   * Returns the function that is to see an error's value where the error happens, and whose result
   * {@link #fail} then gets as the value; null if there is none. Only for one that catches.
   */
  protected @Nullable LuaValue handler() {
    return null;
  }

  /**
   * Goes on after an error of the function. Throws the error again unless the builtin is one that
   * catches, such as {@code pcall}.
   */
  protected Varargs fail(LuaError error) {
    throw error;
  }
}
