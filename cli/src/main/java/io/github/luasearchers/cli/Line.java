package io.github.luasearchers.cli;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One or more lines of the prompt, run as one chunk when they are complete. */
final class Line implements Session.Work {

  private static final String CHUNK = "=stdin";
  private static final byte[] RETURN = "return ".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] END = {';'};
  private static final byte[] NEWLINE = {'\n'};

  private final Session session;

  /** Whether the first line may be an expression, which is tried once (5.3). */
  private boolean mayBeExpression;

  private byte[] text;
  private boolean incomplete;
  private boolean ended;

  Line(Session session, byte[] first) {
    this.session = session;
    boolean marked = first.length > 0 && first[0] == '=';
    text = marked ? join(RETURN, tail(first)) : first;
    mayBeExpression = session.level().atLeast(Level.LUA_5_3);
  }

  private static byte[] tail(byte[] bytes) {
    byte[] tail = new byte[bytes.length - 1];
    System.arraycopy(bytes, 1, tail, 0, tail.length);
    return tail;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Adds the next line. */
  void add(byte[] line) {
    text = join(join(text, NEWLINE), line);
  }

  /** Takes note that there is no other line. */
  void end() {
    ended = true;
  }

  /** Tells whether the chunk could not be run because its end is missing. */
  boolean isIncomplete() {
    return incomplete;
  }

  @Override
  public void run(LuaRuntime lua) {
    incomplete = false;
    try {
      @Nullable LuaFunction chunk = compile(lua);
      if (chunk != null) {
        print(lua, session.call(lua, chunk, LuaValue.NONE));
      }
    } catch (LuaError e) {
      @Nullable LuaString message = session.text(lua, e);
      if (message != null) {
        Command.message(session.streams().err(), "", message);
      }
    }
  }

  /** Returns the chunk, null if its end is missing. */
  private @Nullable LuaFunction compile(LuaRuntime lua) {
    if (mayBeExpression) {
      mayBeExpression = false;
      try {
        return session.load(lua, join(join(RETURN, text), END), CHUNK);
      } catch (LuaError e) {
        // it is no expression
      }
    }
    try {
      return session.load(lua, text, CHUNK);
    } catch (LuaError e) {
      incomplete = !ended && Session.isIncomplete(e);
      if (incomplete) {
        return null;
      }
      throw e;
    }
  }

  /** Shows results by the global {@code print}. */
  private void print(LuaRuntime lua, Varargs results) {
    if (results.narg() == 0) {
      return;
    }
    LuaValue print = lua.index(lua.globals(), LuaString.valueOf("print"));
    try {
      lua.callGuarded(print, results, null);
    } catch (LuaError e) {
      @Nullable LuaString reason = session.text(lua, e);
      LuaString start = LuaText.of("error calling 'print' (");
      String text =
          LuaText.toLatin1(start) + (reason == null ? "(null)" : LuaText.toLatin1(reason)) + ")";
      Command.message(session.streams().err(), "", LuaText.ofLatin1(text));
    }
  }
}
