package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The rest of a {@link Builtin}, which runs after a function called through {@link
 * LuaRuntime#callThen} has returned: the {@code lua_CFunction k} of PUC's {@code lua_callk}.
 */
public abstract class Continuation {

  /**
   * Continues with the results of the function.
   *
   * @return the builtin's results, or those of another {@link LuaRuntime#callThen}
   */
  protected abstract Varargs resume(Varargs results);

  /** Tells whether {@link #fail} catches errors. */
  protected boolean catches() {
    return false;
  }

  /**
   * Returns the message handler, null if there is none. It gets the error's value where the error
   * happens, and {@link #fail} gets the handler's result as the value. Only for a continuation that
   * catches.
   */
  protected @Nullable LuaValue handler() {
    return null;
  }

  /**
   * Continues after an error of the function. Rethrows the error unless the builtin catches errors,
   * as {@code pcall} does.
   */
  protected Varargs fail(LuaError error) {
    throw error;
  }
}
