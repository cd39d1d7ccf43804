package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** Formats the stack of a thread: {@code luaL_traceback}. */
final class Traceback {

  /** Of too many levels, those at the beginning and at the end are listed. */
  private static final int FIRST_LEVELS = 10;

  private static final int LAST_LEVELS = 11;
  private static final int FIRST_LEVELS_OF_5_2 = 11;

  /** How many fields of modules are compared with the functions of a traceback. */
  private static final int MOST_NAMES = 1 << 16;

  private final LuaRuntime lua;
  private final Coroutine thread;
  private final LoadedNames names;
  private final StringBuilder text = new StringBuilder();

  private Traceback(LuaRuntime lua, Coroutine thread) {
    this.lua = lua;
    this.thread = thread;
    this.names = new LoadedNames(lua, MOST_NAMES);
  }

  /** Returns the traceback from a level on, after a message if there is one. */
  static LuaString of(LuaRuntime lua, Coroutine thread, @Nullable LuaString message, int level) {
    Traceback traceback = new Traceback(lua, thread);
    if (message != null) {
      traceback.text.append('\n');
    }
    traceback.levels(level < 0 ? Integer.MAX_VALUE : level);
    LuaString text = LuaText.ofLatin1(traceback.text.toString());
    return message == null ? text : (LuaString) lua.metamethods.concat(message, text);
  }

  private void levels(int from) {
    text.append("stack traceback:");
    int last = -1;
    for (CallInfo ci = thread.ci; ci != thread.first; ci = ci.previous) {
      last += isLevel(ci) ? 1 : 0;
    }
    int dots = dots(from, last);
    int level = 0;
    for (CallInfo ci = thread.ci; ci != thread.first; ci = ci.previous) {
      if (!isLevel(ci)) {
        continue;
      }
      if (level == dots && level >= from) {
        text.append("\n\t...").append(skipped(last - from - FIRST_LEVELS - LAST_LEVELS));
      } else if (level >= from && (level < dots || level > last - LAST_LEVELS)) {
        level(new Activation(thread.stack[ci.func], lua, thread, ci));
      }
      level++;
    }
  }

  /** Returns the level from which on some are left out, beyond all levels if none are. */
  private int dots(int from, int last) {
    if (is53()) {
      boolean tooMany = last - from > FIRST_LEVELS + LAST_LEVELS;
      return tooMany ? from + FIRST_LEVELS : Integer.MAX_VALUE;
    }
    boolean tooMany = last > FIRST_LEVELS_OF_5_2 + LAST_LEVELS;
    return tooMany ? FIRST_LEVELS_OF_5_2 : Integer.MAX_VALUE;
  }

  /** Returns how 5.4 counts the levels that are left out: without the one that it has reached. */
  private String skipped(int levels) {
    return lua.level().atLeast(Level.LUA_5_4) ? "\t(skipping " + levels + " levels)" : "";
  }

  private boolean is53() {
    return lua.level().atLeast(Level.LUA_5_3);
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
    String name = name(activation);
    if (name != null) {
      text.append(name);
    } else if (activation.what().equals("main")) {
      text.append("main chunk");
    } else if (activation.what().equals("C")) {
      String loaded = is53() ? null : names.of(activation.function());
      text.append(loaded == null ? "?" : "function '" + LuaText.excerpt(loaded) + "'");
    } else {
      text.append("function <").append(LuaText.toLatin1(activation.shortSource()));
      text.append(':').append(activation.lineDefined()).append('>');
    }
  }

  /** Returns what code calls the function; from Lua 5.3 on rather what modules call it. */
  private @Nullable String name(Activation activation) {
    String loaded = is53() ? names.of(activation.function()) : null;
    if (loaded != null) {
      return "function '" + LuaText.excerpt(loaded) + "'";
    }
    LuaString name = activation.name();
    if (name == null) {
      return null;
    }
    String kind = is53() ? activation.nameWhat() : "function";
    return kind + " '" + LuaText.excerptOfLatin1(name) + "'";
  }
}
