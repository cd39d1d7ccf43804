package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * A function and, if it is being called, that call: what {@code debug.getinfo} describes (PUC's
 * {@code lua_Debug}). An instance that describes a call is valid until the call ends.
 */
public final class Activation {

  private static final LuaString C_SOURCE = LuaString.valueOf("=[C]");
  private static final LuaString NO_SOURCE = LuaString.valueOf("=?");
  private final LuaValue function;
  private final LuaRuntime lua;
  private final @Nullable Closure closure;
  private final @Nullable Coroutine thread;
  private final @Nullable CallInfo ci;
  private final @Nullable ObjectNames names;

  Activation(LuaValue function, LuaRuntime lua, @Nullable Coroutine thread, @Nullable CallInfo ci) {
    this.function = function;
    this.lua = lua;
    this.closure = function instanceof Closure code ? code : null;
    this.thread = thread;
    this.ci = ci;
    this.names = thread == null || ci == null ? null : DebugInfo.functionName(thread, ci);
  }

  /**
   * Returns the call at a level of a thread: 0 is the function that runs, 1 the one that called it.
   *
   * @return null if the stack has fewer levels
   */
  public static @Nullable Activation at(Coroutine thread, int level) {
    CallInfo ci = DebugInfo.atLevel(thread, level);
    return ci == null ? null : new Activation(thread.stack[ci.func], thread.lua, thread, ci);
  }

  /**
   * Returns the call at a level counted from the bottom of a thread: 0 is the first one.
   *
   * @return null if the stack has fewer levels
   */
  public static @Nullable Activation atDepth(Coroutine thread, int fromBottom) {
    return fromBottom < 0 ? null : at(thread, levels(thread, thread.ci) - 1 - fromBottom);
  }

  /** Returns how many calls there are below this one, for {@link #atDepth}; -1 for no call. */
  public int depth() {
    return thread == null || ci == null ? -1 : levels(thread, ci) - 1;
  }

  private static int levels(Coroutine thread, CallInfo top) {
    int count = 0;
    for (CallInfo each = top; each != thread.first; each = each.previous) {
      count += (each.status & CallInfo.HIDDEN) == 0 ? 1 : 0;
    }
    return count;
  }

  /** Returns the description of a function that is not being called. */
  public static Activation of(LuaRuntime lua, LuaFunction function) {
    return new Activation(function, lua, null, null);
  }

  /** Returns the function. */
  public LuaValue function() {
    return function;
  }

  // ---- the function

  public LuaString source() {
    if (closure == null) {
      return C_SOURCE;
    }
    return closure.p.source == null ? NO_SOURCE : closure.p.source;
  }

  public LuaString shortSource() {
    return LuaText.ofLatin1(DebugInfo.shortSource(source()));
  }

  /** Returns {@code C}, {@code main} or {@code Lua}. */
  public String what() {
    if (closure == null) {
      return "C";
    }
    return closure.p.linedefined == 0 ? "main" : "Lua";
  }

  public int lineDefined() {
    return closure == null ? -1 : closure.p.linedefined;
  }

  public int lastLineDefined() {
    return closure == null ? -1 : closure.p.lastlinedefined;
  }

  public int upvalueCount() {
    if (closure != null) {
      return closure.upvalues.length;
    }
    return function instanceof Builtin builtin ? builtin.upvalues().narg() : 0;
  }

  public int parameterCount() {
    return closure == null ? 0 : closure.p.numparams;
  }

  public boolean isVararg() {
    return closure == null || closure.p.is_vararg != 0;
  }

  /**
   * Returns a table whose keys are the lines that have code, null if this is not a Lua function.
   */
  public @Nullable LuaTable activeLines() {
    if (closure == null) {
      return null;
    }
    LuaTable lines = new Table();
    int[] all = closure.p.lineinfo;
    if (all != null) {
      CurrentMeter.charge(all.length);
      for (int line : all) {
        lines.rawset(line, LuaValue.TRUE);
      }
    }
    return lines;
  }

  // ---- the call

  /** Returns the line that is being executed, -1 if there is none. */
  public int currentLine() {
    return thread == null || ci == null ? -1 : DebugInfo.currentLine(thread, ci);
  }

  public boolean isTailCall() {
    return ci != null && (ci.status & CallInfo.TAIL) != 0;
  }

  /** Returns the name by which the caller refers to the function, null if there is none. */
  public @Nullable LuaString name() {
    return names == null ? null : LuaText.ofLatin1(names.name);
  }

  /**
   * Returns the kind of that name, such as {@code global} or {@code local}; empty without a name.
   */
  public String nameWhat() {
    return names == null ? "" : names.kind;
  }

  /**
   * Returns the number of the first local variable that the call or return passes on, while a hook
   * looks at it; 0 if there is none.
   */
  public int firstTransferred() {
    return ci != null && lua.hooks.transferring == ci ? lua.hooks.firstTransferred : 0;
  }

  /** Returns how many values the call or return passes on, while a hook looks at it. */
  public int transferred() {
    return ci != null && lua.hooks.transferring == ci ? lua.hooks.transferred : 0;
  }

  // ---- local variables

  /**
   * Returns the name of the nth local variable, or of the nth variable argument if the number is
   * negative.
   *
   * @return null if there is no such variable
   */
  public @Nullable LuaString localName(int number) {
    if (ci == null) {
      return closure == null ? null : name(closure.p, number, 0);
    }
    LuaString name = null;
    if (closure != null) {
      if (number < 0) {
        return slot(number) < 0 ? null : unnamed("vararg");
      }
      name = name(closure.p, number, ci.pc - 1);
    }
    return name != null ? name : slot(number) < 0 ? null : unnamed("temporary");
  }

  private LuaString unnamed(String kind) {
    if (!lua.level().atLeast(Level.LUA_5_4)) {
      return LuaString.valueOf("(*" + kind + ")");
    }
    return LuaString.valueOf((closure == null ? "(C " : "(") + kind + ")");
  }

  private static @Nullable LuaString name(Prototype p, int number, int pc) {
    String name = ObjectNames.localName(p, number, pc);
    return name == null ? null : LuaText.ofLatin1(name);
  }

  /** Returns the value of a local variable that has a name. */
  public LuaValue local(int number) {
    lua.inspect();
    int slot = slot(number);
    LuaValue value = thread == null || slot < 0 ? null : thread.stack[slot];
    return value == null ? LuaValue.NIL : value;
  }

  /** Sets a local variable that has a name. */
  public void setLocal(int number, LuaValue value) {
    lua.inspect();
    int slot = slot(number);
    if (thread != null && slot >= 0) {
      thread.stack[slot] = value;
    }
  }

  /** Returns the stack index of a local variable, -1 if there is none. */
  private int slot(int number) {
    if (thread == null || ci == null) {
      return -1;
    }
    if (number < 0) {
      return variableArgument(ci, -(long) number);
    }
    int base = ci.isLua() ? ci.base : ci.func + 1;
    int limit = ci == thread.ci || ci.next == null ? end(thread, ci) : ci.next.func;
    boolean named = closure != null && name(closure.p, number, ci.pc - 1) != null;
    return number > 0 && (named || limit - base >= number) ? base + number - 1 : -1;
  }

  /** Returns the end of the frame on top; a builtin that has yielded has passed on its values. */
  private static int end(Coroutine thread, CallInfo top) {
    boolean hasYielded = thread.status == Coroutine.SUSPENDED && !top.isLua();
    return hasYielded ? top.base : top.top;
  }

  private int variableArgument(CallInfo frame, long number) {
    if (closure == null) {
      return -1;
    }
    int first = frame.func + 1 + closure.p.numparams;
    return number <= frame.base - first ? first + (int) number - 1 : -1;
  }
}
