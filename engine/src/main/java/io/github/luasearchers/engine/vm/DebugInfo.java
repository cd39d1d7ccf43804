package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

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
    return line(thread, prototype(thread, ci), ci.pc - 1);
  }

  /** Returns the line of an instruction; without debug information 0 in Lua 5.2, -1 in later. */
  static int line(Coroutine thread, Prototype p, int pc) {
    if (p.lineinfo == null || pc >= p.lineinfo.length || pc < 0) {
      return thread.lua.level().atLeast(Level.LUA_5_3) ? -1 : 0;
    }
    return p.lineinfo[pc];
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

  /**
   * Returns the error for an operation on a value of the wrong type ({@code luaG_typeerror}).
   *
   * @param operand what the running instruction calls the value: a register, a constant as {@code
   *     RK} has it, {@link #UPVALUE} minus an index, or {@link #NO_OPERAND}
   */
  ScriptError typeError(LuaValue value, String operation, int operand) {
    return typeError(value, operation, operandName(operand));
  }

  private ScriptError typeError(LuaValue value, String operation, @Nullable ObjectNames name) {
    String type = typeName(value);
    if (name == null || is53()) {
      return error("attempt to " + operation + " a " + type + " value" + inBrackets(name));
    }
    return error("attempt to " + operation + " " + described(name) + " (a " + type + " value)");
  }

  /** Returns the error for a call of a value that is no function ({@code luaG_callerror}). */
  ScriptError callError(LuaValue value, int operand) {
    Coroutine thread = lua.thread();
    ObjectNames called = is54() ? calledBy(thread, thread.ci) : null;
    return typeError(value, "call", called == null ? operandName(operand) : called);
  }

  /** Returns the error for a number that is not an integer ({@code luaG_tointerror}). */
  ScriptError integerError(int operand) {
    return error("number" + inBrackets(operandName(operand)) + " has no integer representation");
  }

  /**
   * Returns the error for a value of a numeric {@code for} that is no number ({@code
   * luaG_forerror}).
   *
   * @param what {@code initial value}, {@code limit} or {@code step}
   */
  ScriptError forError(LuaValue value, String what) {
    return error(
        is54()
            ? "bad 'for' " + what + " (number expected, got " + typeName(value) + ")"
            : "'for' " + what + " must be a number");
  }

  /** Returns the error for too many {@code __index} or {@code __newindex} in a row. */
  ScriptError loopError(Event event) {
    if (is53()) {
      return error("'" + LuaText.toLatin1(event.name) + "' chain too long; possible loop");
    }
    return error(event == Event.INDEX ? "loop in gettable" : "loop in settable");
  }

  /** Returns the error for comparing two values that have no order ({@code luaG_ordererror}). */
  ScriptError orderError(LuaValue a, LuaValue b) {
    String left = typeName(a);
    String right = typeName(b);
    return error(
        left.equals(right)
            ? "attempt to compare two " + left + " values"
            : "attempt to compare " + left + " with " + right);
  }

  private boolean is53() {
    return lua.level().atLeast(Level.LUA_5_3);
  }

  private boolean is54() {
    return lua.level().atLeast(Level.LUA_5_4);
  }

  /**
   * Returns the type of a value as messages name it ({@code luaT_objtypename}): from Lua 5.3 on,
   * metatables of tables and userdata can give it a name.
   */
  String typeName(LuaValue value) {
    if (is53()
        && (value instanceof LuaTable || value.isuserdata())
        && lua.metamethods.tag(value, Event.NAME) instanceof LuaString name) {
      return LuaText.excerptOfLatin1(name);
    }
    return value.typename();
  }

  private static String inBrackets(@Nullable ObjectNames name) {
    return name == null ? "" : " (" + described(name) + ")";
  }

  private static String described(ObjectNames name) {
    return name.kind + " '" + LuaText.excerpt(name.name) + "'";
  }

  private @Nullable ObjectNames operandName(int operand) {
    Coroutine thread = lua.thread();
    CallInfo ci = thread.ci;
    if (operand == NO_OPERAND || !ci.isLua()) {
      return null;
    }
    Prototype p = prototype(thread, ci);
    if (operand <= UPVALUE) {
      return ObjectNames.ofUpvalue(p, UPVALUE - operand);
    }
    if (Lua.ISK(operand)) {
      // 5.4 has only numbers for constant operands, and loads texts into registers
      return is54() ? ObjectNames.ofConstant(p, Lua.INDEXK(operand)) : null;
    }
    return ObjectNames.ofRegister(lua.level(), p, ci.pc - 1, operand);
  }

  // ---- names of functions

  /** Returns the name by which a frame's caller refers to its function. */
  static @Nullable ObjectNames functionName(Coroutine thread, CallInfo ci) {
    Level level = thread.lua.level();
    CallInfo caller = ci.previous;
    int nameless = CallInfo.TAIL | CallInfo.FRESH;
    if (level == Level.LUA_5_3 && isInterrupted(thread, ci)) {
      return ObjectNames.FINALIZER;
    }
    if ((caller.status & CallInfo.HIDDEN) != 0) {
      ObjectNames special = special(level, caller);
      if (special != null) {
        return special;
      }
      // message handlers get whatever name the instruction gives, as in PUC
      caller = caller.previous;
      nameless = CallInfo.TAIL;
    }
    if ((ci.status & nameless) != 0 || !caller.isLua()) {
      return null;
    }
    boolean closes = (ci.status & CallInfo.CLOSE) != 0 && caller.isLua();
    return closes ? ObjectNames.CLOSE : calledBy(thread, caller);
  }

  /** Tells whether a finalizer has interrupted a function: 5.3 confuses the two. */
  private static boolean isInterrupted(Coroutine thread, CallInfo ci) {
    CallInfo next = ci.next;
    return ci != thread.ci && next != null && (next.status & CallInfo.FINALIZER) != 0;
  }

  /** Returns the name of a hook or finalizer, null if the version has no name for it. */
  private static @Nullable ObjectNames special(Level level, CallInfo hidden) {
    if ((hidden.status & CallInfo.HOOKED) != 0) {
      Level first = hidden.previous.isLua() ? Level.LUA_5_3 : Level.LUA_5_4;
      return level.atLeast(first) ? ObjectNames.HOOK : null;
    }
    boolean isFinalizer = (hidden.status & CallInfo.FINALIZER) != 0;
    return isFinalizer && level.atLeast(Level.LUA_5_4) ? ObjectNames.FINALIZER : null;
  }

  /** Returns the name by which a frame's instruction refers to the function it calls. */
  private static @Nullable ObjectNames calledBy(Coroutine thread, CallInfo caller) {
    return caller.isLua()
        ? ObjectNames.ofCalled(thread.lua.level(), prototype(thread, caller), caller.pc - 1)
        : null;
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
        name = LuaText.excerpt(LuaText.toJava(LuaText.ofLatin1(called.name)));
        if (called.kind.equals("method") && --number == 0) {
          return lua.error("calling '" + name + "' on bad self (" + message + ")", 1);
        }
      }
    }
    if (name == null) {
      String loaded = new LoadedNames(lua, Integer.MAX_VALUE).of(function);
      name = loaded == null ? "?" : LuaText.excerpt(loaded);
    }
    return lua.error("bad argument #" + number + " to '" + name + "' (" + message + ")", 1);
  }
}
