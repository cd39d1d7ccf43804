package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** What the debug library may do to functions and threads: the rest of PUC's debug interface. */
public final class Debugger {

  private Debugger() {}

  // ---- functions

  /** Returns the name of a function's chunk as messages show it. */
  public static LuaString shortSource(Prototype code) {
    return LuaText.ofLatin1(DebugInfo.shortSource(code));
  }

  /** Returns the name of a parameter, or null if there is none such. */
  public static @Nullable LuaString parameterName(Closure function, int number) {
    String name = ObjectNames.localName(function.p, number, 0);
    return name == null ? null : LuaText.ofLatin1(name);
  }

  // ---- upvalues, which count from 1

  public static int upvalueCount(Closure function) {
    return function.upvalues.length;
  }

  /** Returns an upvalue's name, the empty text if it is unknown. */
  public static LuaString upvalueName(Closure function, int number) {
    LuaString name = function.p.upvalues[number - 1].name;
    return name == null ? LuaValue.EMPTYSTRING : name;
  }

  public static LuaValue upvalue(Closure function, int number) {
    return function.upvalues[number - 1].get();
  }

  public static void setUpvalue(Closure function, int number, LuaValue value) {
    function.upvalues[number - 1].set(value);
  }

  /** Returns what is equal for two upvalues that are one variable, and only for them. */
  public static LuaValue upvalueId(Closure function, int number) {
    return new LuaUserdata(function.upvalues[number - 1]);
  }

  /** Makes an upvalue the same variable as one of another function. */
  public static void joinUpvalue(Closure function, int number, Closure other, int otherNumber) {
    function.upvalues[number - 1] = other.upvalues[otherNumber - 1];
  }

  // ---- hooks

  /**
   * Sets a thread's hook.
   *
   * @param mask the events: {@code c} for calls, {@code r} for returns, {@code l} for lines
   * @param count after how many instructions to call the hook, 0 for never
   */
  public static void setHook(Coroutine thread, LuaValue function, String mask, int count) {
    int events = mask.indexOf('c') >= 0 ? Hook.CALL : 0;
    events |= mask.indexOf('r') >= 0 ? Hook.RETURN : 0;
    events |= mask.indexOf('l') >= 0 ? Hook.LINE : 0;
    events |= count > 0 ? Hook.COUNT : 0;
    thread.hook = new Hook(function, events, count);
  }

  public static void clearHook(Coroutine thread) {
    thread.hook = null;
  }

  /** Returns a thread's hook, nil if it has none. */
  public static LuaValue hook(Coroutine thread) {
    Hook hook = thread.hook;
    return hook == null ? LuaValue.NIL : hook.function;
  }

  /** Returns the events of a thread's hook, in the order {@code crl}. */
  public static String hookMask(Coroutine thread) {
    Hook hook = thread.hook;
    int events = hook == null ? 0 : hook.events;
    return ((events & Hook.CALL) != 0 ? "c" : "")
        + ((events & Hook.RETURN) != 0 ? "r" : "")
        + ((events & Hook.LINE) != 0 ? "l" : "");
  }

  public static int hookCount(Coroutine thread) {
    Hook hook = thread.hook;
    return hook == null ? 0 : hook.count;
  }
}
