package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * Formats error messages: positions, and the names that code gives to values. The first half of
 * PUC's ldebug.c. Text holds bytes, one per char.
 */
final class DebugInfo {

  /** The search for a level beyond this is charged. */
  private static final int FAR = 64;

  /** The operand has no name. */
  static final int NO_OPERAND = -1;

  /** An operand that is an upvalue is this minus its index; a register is its own number. */
  static final int UPVALUE = -2;

  /** {@code LUA_IDSIZE}. */
  private static final int ID_SIZE = 60;

  private final LuaRuntime lua;

  DebugInfo(LuaRuntime lua) {
    this.lua = lua;
  }

  // ---- places

  /** Returns the line of the instruction that a frame is at, -1 if it has none. */
  static int currentLine(Coroutine thread, CallInfo ci) {
    if (!ci.isLua()) {
      return -1;
    }
    return line(prototype(thread, ci), ci.pc - 1);
  }

  static int line(Prototype p, int pc) {
    return p.lineinfo == null || pc >= p.lineinfo.length || pc < 0 ? 0 : p.lineinfo[pc];
  }

  static Prototype prototype(Coroutine thread, CallInfo ci) {
    return ((Closure) thread.stack[ci.func]).p;
  }

  static String shortSource(Prototype p) {
    return p.source == null ? "?" : shortSource(p.source);
  }

  /** Returns the name of a chunk as messages show it ({@code luaO_chunkid}). */
  static String shortSource(LuaString source) {
    // of a file name the end is shown, of any other the beginning
    int length = source.m_length;
    int from = length > ID_SIZE && source.luaByte(0) == '@' ? length - ID_SIZE : 0;
    LuaString seen =
        LuaString.valueUsing(
            source.m_bytes, source.m_offset + from, Math.min(length - from, 2 * ID_SIZE));
    return from > 0
        ? shortSource("@" + LuaText.toLatin1(seen))
        : shortSource(LuaText.toLatin1(seen));
  }

  private static String shortSource(String source) {
    if (source.startsWith("=")) {
      return source.substring(1, Math.min(source.length(), ID_SIZE));
    }
    if (source.startsWith("@")) {
      return source.length() <= ID_SIZE
          ? source.substring(1)
          : "..." + source.substring(source.length() - (ID_SIZE - 4));
    }
    int end = source.indexOf('\n');
    int room = ID_SIZE - "[string \"...\"]".length() - 1;
    if (end < 0 && source.length() < room) {
      return "[string \"" + source + "\"]";
    }
    int length = Math.min(end < 0 ? source.length() : end, room);
    return "[string \"" + source.substring(0, length) + "...\"]";
  }

  /** Returns {@code file:line: } of a frame, empty if it is not a Lua function's. */
  private static String place(Coroutine thread, CallInfo ci) {
    if (!ci.isLua()) {
      return "";
    }
    return shortSource(prototype(thread, ci)) + ":" + currentLine(thread, ci) + ": ";
  }

  /** Returns the position of the function at a level ({@code luaL_where}). */
  String where(int level) {
    Coroutine thread = lua.thread();
    CallInfo ci = atLevel(thread, level);
    return ci == null || currentLine(thread, ci) <= 0 ? "" : place(thread, ci);
  }

  /** Returns the frame at a level, 0 being the running function ({@code lua_getstack}). */
  static @Nullable CallInfo atLevel(Coroutine thread, int level) {
    if (level < 0) {
      return null;
    }
    if (level > FAR) {
      CurrentMeter.charge(level);
    }
    int left = level;
    for (CallInfo ci = thread.ci; ci != thread.first; ci = ci.previous) {
      if ((ci.status & CallInfo.HIDDEN) == 0 && left-- == 0) {
        return ci;
      }
    }
    return null;
  }

  // ---- errors

  /** Returns an error with the position of the running function ({@code luaG_runerror}). */
  ScriptError error(String message) {
    Coroutine thread = lua.thread();
    return new ScriptError(LuaText.ofLatin1(place(thread, thread.ci) + message));
  }

  /** Returns the error for an operation on a value of the wrong type ({@code luaG_typeerror}). */
  ScriptError typeError(LuaValue value, String operation, int operand) {
    String type = value.typename();
    ObjectNames name = operandName(operand);
    return error(
        name == null
            ? "attempt to " + operation + " a " + type + " value"
            : "attempt to "
                + operation
                + " "
                + name.kind
                + " '"
                + LuaText.excerpt(name.name)
                + "' (a "
                + type
                + " value)");
  }

  /** Returns the error for a number on whose bits no operation works ({@code luaG_tointerror}). */
  ScriptError integerError(int operand) {
    ObjectNames name = operandName(operand);
    String what = name == null ? "" : " (" + name.kind + " '" + LuaText.excerpt(name.name) + "')";
    return error("number" + what + " has no integer representation");
  }

  private @Nullable ObjectNames operandName(int operand) {
    Coroutine thread = lua.thread();
    CallInfo ci = thread.ci;
    if (operand == NO_OPERAND || !ci.isLua()) {
      return null;
    }
    Prototype p = prototype(thread, ci);
    return operand <= UPVALUE
        ? ObjectNames.ofUpvalue(p, UPVALUE - operand)
        : ObjectNames.ofRegister(p, ci.pc - 1, operand);
  }

  /** Returns the error for comparing two values that have no order ({@code luaG_ordererror}). */
  ScriptError orderError(LuaValue a, LuaValue b) {
    String left = a.typename();
    String right = b.typename();
    return error(
        left.equals(right)
            ? "attempt to compare two " + left + " values"
            : "attempt to compare " + left + " with " + right);
  }

  // ---- names of functions

  /** Returns the name by which a frame's caller refers to its function. */
  static @Nullable ObjectNames functionName(Coroutine thread, CallInfo ci) {
    CallInfo caller = ci.previous;
    int nameless = CallInfo.TAIL | CallInfo.FRESH;
    if ((caller.status & CallInfo.HIDDEN) != 0) {
      // hooks and message handlers get whatever name the instruction gives, as in PUC
      caller = caller.previous;
      nameless = CallInfo.TAIL;
    }
    if ((ci.status & nameless) != 0 || !caller.isLua()) {
      return null;
    }
    return ObjectNames.ofCalled(prototype(thread, caller), caller.pc - 1);
  }

  /** Returns the error for a wrong argument of the running builtin ({@code luaL_argerror}). */
  ScriptError argError(LuaFunction function, int arg, String message) {
    Coroutine thread = lua.thread();
    CallInfo ci = thread.ci;
    int number = arg;
    String name = null;
    if (ci != thread.first && Arithmetic.rawEquals(thread.stack[ci.func], function)) {
      ObjectNames called = functionName(thread, ci);
      if (called != null) {
        name = LuaText.toJava(LuaText.ofLatin1(called.name));
        if (called.kind.equals("method") && --number == 0) {
          return lua.error("calling '" + LuaText.excerpt(name) + "' on bad self", 1);
        }
      }
    }
    if (name == null) {
      name = loadedName(function);
    }
    String to = name == null ? "?" : LuaText.excerpt(name);
    return lua.error("bad argument #" + number + " to '" + to + "' (" + message + ")", 1);
  }

  /**
   * Returns the name under which a loaded module has a function: {@code string.rep}, {@code
   * _G.print} ({@code pushglobalfuncname}).
   */
  @Nullable String loadedName(LuaValue function) {
    LuaTable loaded = lua.loadedTable();
    if (loaded == null) {
      return null;
    }
    for (Varargs entry = loaded.next(LuaValue.NIL);
        !entry.arg1().isnil();
        entry = loaded.next(entry.arg1())) {
      if (!(entry.arg1() instanceof LuaString module)) {
        continue;
      }
      LuaValue value = entry.arg(2);
      if (Arithmetic.rawEquals(value, function)) {
        return LuaText.toJava(module);
      }
      String field = value instanceof LuaTable table ? fieldName(table, function) : null;
      if (field != null) {
        return LuaText.toJava(module) + "." + field;
      }
    }
    return null;
  }

  private static @Nullable String fieldName(LuaTable table, LuaValue function) {
    for (Varargs entry = table.next(LuaValue.NIL);
        !entry.arg1().isnil();
        entry = table.next(entry.arg1())) {
      if (entry.arg1() instanceof LuaString name && Arithmetic.rawEquals(entry.arg(2), function)) {
        return LuaText.toJava(name);
      }
    }
    return null;
  }
}
