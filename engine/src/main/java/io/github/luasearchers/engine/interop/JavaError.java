package io.github.luasearchers.engine.interop;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** An error that a Java exception causes. */
final class JavaError extends LuaError {

  private static final long serialVersionUID = 1;

  JavaError(LuaValue value, Throwable cause) {
    super(value);
    this.cause = cause;
  }
}
