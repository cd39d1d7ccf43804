package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.LuaText;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** The warnings of Lua 5.4, which are silent until {@code @on}: {@code warnf} of lauxlib.c. */
public final class Warnings {

  /** Takes warnings piece by piece: a {@code lua_WarnFunction}. */
  @FunctionalInterface
  public interface Taker {

    /**
     * Takes a piece of a warning.
     *
     * @param more whether there are others
     */
    void take(LuaString piece, boolean more);
  }

  private static final String START = "Lua warning: ";

  private final LuaRuntime lua;

  /** The pieces of a warning whose last one has not come. */
  private final StringBuilder pieces = new StringBuilder();

  private Taker taker = this::write;
  private boolean on;

  Warnings(LuaRuntime lua) {
    this.lua = lua;
  }

  /** Sets who takes the warnings; null for the standard error stream. */
  public void setTaker(@Nullable Taker other) {
    taker = other == null ? this::write : other;
  }

  /**
   * Warns, or adds a piece to a warning. A zero byte ends it, as PUC's are C's strings.
   *
   * @param more whether there are others
   */
  public void add(LuaString piece, boolean more) {
    taker.take(LuaText.upToZero(piece), more);
  }

  /** Writes a warning to the standard error stream when its last piece has come. */
  private void write(LuaString piece, boolean more) {
    String text = LuaText.toLatin1(piece);
    if (!more && pieces.isEmpty() && text.startsWith("@")) {
      control(text);
      return;
    }
    pieces.append(text);
    if (!more) {
      String warning = pieces.toString();
      pieces.setLength(0);
      if (on) {
        print(LuaText.ofLatin1(START + warning + "\n"));
      }
    }
  }

  /** Obeys a message that begins with {@code @}; unknown ones do nothing. */
  private void control(String message) {
    if (message.equals("@on")) {
      on = true;
    } else if (message.equals("@off")) {
      on = false;
    }
  }

  private void print(LuaString text) {
    PrintStream err = lua.stderr();
    err.write(text.m_bytes, text.m_offset, text.m_length);
    err.flush();
  }

  /** Warns of an error in a metamethod that the running code has not called. */
  void emitError(String metamethod, LuaError error) {
    add(LuaText.of("error in "), true);
    add(LuaText.of(metamethod), true);
    add(LuaText.of(" ("), true);
    add(
        error.getMessageObject() instanceof LuaString text
            ? text
            : LuaText.of("error object is not a string"),
        true);
    add(LuaText.of(")"), false);
  }
}
