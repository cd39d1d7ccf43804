package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.LuaText;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** Formats the stack of a thread: {@code luaL_traceback}. */
final class Traceback {

  private static final int FIRST_LEVELS = 12;
  private static final int LAST_LEVELS = 10;

  private final LuaRuntime lua;
  private final Coroutine thread;
  private final StringBuilder text = new StringBuilder();

  private Traceback(LuaRuntime lua, Coroutine thread) {
    this.lua = lua;
    this.thread = thread;
  }

  /** Returns the traceback from a level on, after a message if there is one. */
  static LuaString of(LuaRuntime lua, Coroutine thread, @Nullable LuaString message, int level) {
    Traceback traceback = new Traceback(lua, thread);
    if (message != null) {
      traceback.text.append('\n');
    }
    traceback.levels(level);
    LuaString text = LuaText.ofLatin1(traceback.text.toString());
    return message == null ? text : (LuaString) lua.metamethods.concat(message, text);
  }

  private void levels(int from) {
    text.append("stack traceback:");
    int last = -1;
    for (CallInfo ci = thread.ci; ci != thread.first; ci = ci.previous) {
      last += isLevel(ci) ? 1 : 0;
    }
    boolean tooMany = last > FIRST_LEVELS + LAST_LEVELS;
    int level = 0;
    for (CallInfo ci = thread.ci; ci != thread.first; ci = ci.previous) {
      if (!isLevel(ci)) {
        continue;
      }
      if (tooMany && level == FIRST_LEVELS - 1 && level >= from) {
        text.append("\n\t...");
      } else if (level >= from
          && !(tooMany && level >= FIRST_LEVELS && level < last - LAST_LEVELS)) {
        level(new Activation(thread.stack[ci.func], thread, ci));
      }
      level++;
    }
  }

  private static boolean isLevel(CallInfo ci) {
    return (ci.status & CallInfo.HIDDEN) == 0;
  }

  private void level(Activation activation) {
    text.append("\n\t").append(LuaText.toLatin1(activation.shortSource())).append(':');
    if (activation.currentLine() > 0) {
      text.append(activation.currentLine()).append(':');
    }
    text.append(" in ");
    function(activation);
    if (activation.isTailCall()) {
      text.append("\n\t(...tail calls...)");
    }
  }

  private void function(Activation activation) {
    LuaString name = activation.name();
    if (name != null) {
      text.append("function '").append(LuaText.excerptOfLatin1(name)).append('\'');
    } else if (activation.what().equals("main")) {
      text.append("main chunk");
    } else if (activation.what().equals("C")) {
      String loaded = lua.debug.loadedName(activation.function());
      text.append(loaded == null ? "?" : "function '" + LuaText.excerpt(loaded) + "'");
    } else {
      text.append("function <").append(LuaText.toLatin1(activation.shortSource()));
      text.append(':').append(activation.lineDefined()).append('>');
    }
  }
}
