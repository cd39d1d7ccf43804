package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** A call in progress as debuggers see it, until it goes on: PUC's {@code lua_Debug}. */
public final class Activation {

  private final Coroutine thread;
  private final CallInfo ci;

  Activation(Coroutine thread, CallInfo ci) {
    this.thread = thread;
    this.ci = ci;
  }

  /**
   * Returns a call of a thread ({@code lua_getstack}), or null if it has none such.
   *
   * @param level 0 for the function that runs, 1 for the one that called it, and so on
   */
  public static @Nullable Activation at(Coroutine thread, int level) {
    CallInfo ci = DebugInfo.atLevel(thread, level);
    return ci == null ? null : new Activation(thread, ci);
  }

  /** Returns the function that was called; nil if Java that is no function runs there. */
  public LuaValue function() {
    return thread.stack[ci.func];
  }

  /** Returns the line that runs, -1 if that is unknown. */
  public int currentLine() {
    return DebugInfo.currentLine(thread, ci);
  }

  public boolean isTailCall() {
    return (ci.status & CallInfo.TAIL) != 0;
  }

  /** Returns the name by which the caller knows the function, null if it knows none. */
  public @Nullable LuaString name() {
    ObjectNames name = DebugInfo.functionName(thread, ci);
    return name == null ? null : LuaText.ofLatin1(name.name);
  }

  /** Returns what {@link #name} names: {@code global}, {@code method} and so on, or nothing. */
  public String nameKind() {
    ObjectNames name = DebugInfo.functionName(thread, ci);
    return name == null ? "" : name.kind;
  }

  // ---- local variables

  /**
   * Returns the name of a local variable, null if there is none.
   *
   * @param number from 1 on for what has a register, from -1 down for variable arguments
   */
  public @Nullable LuaString localName(int number) {
    String name = findLocal(number);
    return name == null ? null : LuaText.ofLatin1(name);
  }

  /** Returns the value of a variable that has a name. */
  public LuaValue local(int number) {
    LuaValue value = thread.stack[place(number)];
    return value == null ? LuaValue.NIL : value;
  }

  /** Changes a variable that has a name. */
  public void setLocal(int number, LuaValue value) {
    thread.stack[place(number)] = value;
  }

  private @Nullable String findLocal(int number) {
    if (ci.isLua()) {
      Prototype p = DebugInfo.prototype(thread, ci);
      if (number < 0) {
        return -number < ci.base - ci.func - p.numparams && -number > 0 ? "(*vararg)" : null;
      }
      String name = ObjectNames.localName(p, number, ci.pc - 1);
      if (name != null) {
        return name;
      }
    }
    return number > 0 && number <= limit() - base() ? "(*temporary)" : null;
  }

  private int place(int number) {
    if (number < 0) {
      return ci.func + DebugInfo.prototype(thread, ci).numparams - number;
    }
    return base() + number - 1;
  }

  private int base() {
    return ci.isLua() ? ci.base : ci.func + 1;
  }

  /** Returns the end of what the call has on the stack. */
  private int limit() {
    CallInfo next = ci.next;
    return thread.ci == ci || next == null ? ci.top : next.func;
  }
}
