package io.github.luasearchers.engine.value;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** An error of a script: any Lua value, and what Java needs to know about it. */
public final class ScriptError extends LuaError {

  private static final long serialVersionUID = 1L;

  private final transient LuaValue value;
  private final @Nullable Throwable because;

  /** The traceback when the error left the loop; null if it has not. */
  public transient @Nullable LuaString stack;

  /** Whether message handlers have seen the error. */
  public boolean raised;

  /** Creates an error of a value, which {@code pcall} returns unchanged. */
  public ScriptError(LuaValue value) {
    this(value, null);
  }

  /** Creates an error that a Java exception caused. */
  public ScriptError(LuaValue value, @Nullable Throwable cause) {
    super((String) null);
    this.value = value;
    this.because = cause;
  }

  /** Returns the error's value. */
  public LuaValue value() {
    return value;
  }

  @Override
  public LuaValue getMessageObject() {
    return value;
  }

  @Override
  public String getMessage() {
    return value instanceof LuaString text ? LuaText.toJava(text) : value.tojstring();
  }

  @Override
  public @Nullable Throwable getCause() {
    return because;
  }

  /** Does nothing: a script's error has no position in Java code, and recording one is slow. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
