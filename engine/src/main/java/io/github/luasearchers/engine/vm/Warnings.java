package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.LuaText;
import java.io.PrintStream;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** The warnings of Lua 5.4, which are silent until {@code @on}: {@code warnf} of lauxlib.c. */
public final class Warnings {

  private static final LuaString START = LuaString.valueOf("Lua warning: ");

  private final LuaRuntime lua;
  private boolean on;

  Warnings(LuaRuntime lua) {
    this.lua = lua;
  }

  /** Obeys a message that begins with {@code @}; unknown ones do nothing. */
  public void control(String message) {
    if (message.equals("@on")) {
      on = true;
    } else if (message.equals("@off")) {
      on = false;
    }
  }

  /** Writes a warning to the standard error stream. */
  public void emit(LuaString text) {
    if (on) {
      PrintStream err = lua.STDERR;
      err.write(START.m_bytes, START.m_offset, START.m_length);
      err.write(text.m_bytes, text.m_offset, text.m_length);
      err.write('\n');
      err.flush();
    }
  }

  /** Warns of an error in a metamethod that the running code has not called. */
  void emitError(String metamethod, LuaError error) {
    String message =
        error.getMessageObject() instanceof LuaString text
            ? LuaText.toLatin1(LuaText.upToZero(text))
            : "error object is not a string";
    emit(LuaText.ofLatin1("error in " + metamethod + " (" + message + ")"));
  }
}
