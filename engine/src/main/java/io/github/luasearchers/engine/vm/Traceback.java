package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** Describes the calls in progress: {@code luaL_traceback}. Text is bytes, one to a char. */
public final class Traceback {

  /** How many of the innermost calls are shown, if there are many. */
  private static final int FIRST = 12;

  /** How many of the outermost calls are shown, if there are many. */
  private static final int LAST = 10;

  private final LuaRuntime lua;
  private final Coroutine thread;
  private final StringBuilder text = new StringBuilder();

  private Traceback(LuaRuntime lua, Coroutine thread) {
    this.lua = lua;
    this.thread = thread;
  }

  /**
   * Returns the traceback of a thread.
   *
   * @param message what comes before, or null
   * @param level the first call to show, 0 for the one that runs
   */
  public static LuaString of(
      LuaRuntime lua, Coroutine thread, @Nullable LuaString message, int level) {
    Traceback traceback = new Traceback(lua, thread);
    if (message != null) {
      traceback.text.append(LuaText.toLatin1(message)).append('\n');
    }
    traceback.text.append("stack traceback:");
    traceback.addCalls(level);
    return LuaText.ofLatin1(traceback.text.toString());
  }

  private void addCalls(int first) {
    int count = 0;
    for (CallInfo ci = thread.ci; ci != thread.first; ci = ci.previous) {
      count += isLevel(ci) ? 1 : 0;
    }
    int mark = count > FIRST + LAST ? FIRST : 0;
    int shown = first < 0 ? count : first;
    int level = 0;
    for (CallInfo ci = thread.ci; ci != thread.first; ci = ci.previous) {
      if (!isLevel(ci)) {
        continue;
      }
      if (level == shown) {
        shown++;
        if (shown == mark) {
          text.append("\n\t...");
          shown = count - LAST;
        } else {
          add(ci);
        }
      }
      level++;
    }
  }

  private static boolean isLevel(CallInfo ci) {
    return (ci.status & CallInfo.HIDDEN) == 0;
  }

  private void add(CallInfo ci) {
    @Nullable Prototype p = ci.isLua() ? DebugInfo.prototype(thread, ci) : null;
    text.append("\n\t").append(p == null ? "[C]" : DebugInfo.shortSource(p)).append(':');
    int line = DebugInfo.currentLine(thread, ci);
    if (line > 0) {
      text.append(line).append(':');
    }
    text.append(" in ");
    addName(ci, p);
    if ((ci.status & CallInfo.TAIL) != 0) {
      text.append("\n\t(...tail calls...)");
    }
  }

  private void addName(CallInfo ci, @Nullable Prototype p) {
    ObjectNames name = DebugInfo.functionName(thread, ci);
    if (name != null) {
      text.append("function '").append(name.name).append('\'');
    } else if (p == null) {
      addLoadedName(thread.stack[ci.func]);
    } else if (p.linedefined == 0) {
      text.append("main chunk");
    } else {
      text.append("function <").append(DebugInfo.shortSource(p));
      text.append(':').append(p.linedefined).append('>');
    }
  }

  private void addLoadedName(LuaValue function) {
    String name = function.isnil() ? null : lua.debug.loadedName(function);
    if (name == null) {
      text.append('?');
    } else {
      text.append("function '").append(LuaText.toLatin1(LuaText.of(name))).append('\'');
    }
  }
}
