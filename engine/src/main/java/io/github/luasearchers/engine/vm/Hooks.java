package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.compiler.Op;
import io.github.luasearchers.engine.value.Level;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * Calls the hooks that {@code debug.sethook} sets: the remaining parts of PUC's ldebug.c and ldo.c.
 */
final class Hooks {

  private static final LuaString CALL = LuaValue.valueOf("call");
  private static final LuaString TAIL_CALL = LuaValue.valueOf("tail call");
  private static final LuaString RETURN = LuaValue.valueOf("return");
  private static final LuaString LINE = LuaValue.valueOf("line");
  private static final LuaString COUNT = LuaValue.valueOf("count");

  private final LuaRuntime lua;

  /** The call that the running hook looks at, if the call or return passes on values. */
  @Nullable CallInfo transferring;

  /** The number of the first local variable that is passed on. */
  int firstTransferred;

  int transferred;

  /** The hook of each thread that has none of its own, null if there is no such. */
  private @Nullable Hook ofAll;

  Hooks(LuaRuntime lua) {
    this.lua = lua;
  }

  /** Returns a hook for a thread that has none of its own. */
  @Nullable Hook ofAll() {
    Hook model = ofAll;
    return model == null ? null : new Hook(model.function, model.events, model.count);
  }

  /** Sets it, also for the threads that there are. */
  void setOfAll(@Nullable LuaValue function, int events) {
    LuaValue before = ofAll == null ? null : ofAll.function;
    ofAll = function == null ? null : new Hook(function, events, 0);
    for (Coroutine each : Threads.all(lua)) {
      if (each.hook == null || each.hook.function == before) {
        each.hook = ofAll();
      }
    }
  }

  /** Calls the hook after a frame was pushed. */
  void called(Coroutine thread) {
    Hook hook = thread.hook;
    if (hook == null) {
      return;
    }
    hook.lastPc = -1;
    if ((hook.events & Hook.CALL) != 0) {
      CallInfo ci = thread.ci;
      boolean tail = (ci.status & CallInfo.TAIL) != 0;
      ci.pc++; // as if the first instruction were running
      int count = ci.isLua() ? DebugInfo.prototype(thread, ci).numparams : ci.top - ci.base;
      transfer(thread, hook, tail ? TAIL_CALL : CALL, 1, count);
      ci.pc--;
    }
  }

  /** Calls the hook before the closure on top ends. */
  void returns(Coroutine thread) {
    Hook hook = thread.hook;
    if (hook == null) {
      return;
    }
    if ((hook.events & Hook.RETURN) != 0) {
      CallInfo ci = thread.ci;
      int i = DebugInfo.prototype(thread, ci).code[ci.pc - 1];
      int a = Lua.GETARG_A(i);
      int b = Lua.GETARG_B(i);
      transfer(thread, hook, RETURN, a + 1, b != 0 ? b - 1 : thread.top - ci.base - a);
    }
    leave(thread, hook);
  }

  /** Calls the hook before the builtin on top ends. */
  void returns(Coroutine thread, Varargs results) {
    Hook hook = thread.hook;
    if (hook == null) {
      return;
    }
    if ((hook.events & Hook.RETURN) != 0) {
      CallInfo ci = thread.ci;
      int end = ci.top;
      if (lua.level().atLeast(Level.LUA_5_4)) {
        ci.top += thread.put(end, results); // where the hook finds them
      }
      transfer(thread, hook, RETURN, end - ci.base + 1, ci.top - end);
      thread.clear(end, ci.top);
      ci.top = end;
    }
    leave(thread, hook);
  }

  private static void leave(Coroutine thread, Hook hook) {
    CallInfo caller = thread.ci.previous;
    boolean isHidden = (caller.status & CallInfo.HIDDEN) != 0;
    hook.lastPc = (isHidden ? caller.previous : caller).pc - 1;
  }

  private void transfer(Coroutine thread, Hook hook, LuaValue event, int first, int count) {
    CallInfo outer = transferring;
    int outerFirst = firstTransferred;
    int outerCount = transferred;
    transferring = count == 0 ? null : thread.ci;
    firstTransferred = first;
    transferred = count;
    try {
      call(thread, hook, event, -1);
    } finally {
      transferring = outer;
      firstTransferred = outerFirst;
      transferred = outerCount;
    }
  }

  /**
   * Calls the hook before the running closure executes the instruction that its counter has just
   * passed ({@code traceexec}).
   */
  void instruction(Coroutine thread, CallInfo ci) {
    Hook hook = thread.hook;
    Unit unit = ((Closure) thread.stack[ci.func]).unit;
    if (unit.profiling) {
      unit.note(thread, ci, ci.pc - 1);
    }
    if ((ci.status & CallInfo.REPEAT) != 0) {
      ci.status &= ~CallInfo.REPEAT;
      return;
    }
    if (hook == null || isSecondHalf(DebugInfo.prototype(thread, ci).code, ci.pc - 1)) {
      return;
    }
    // the hook's own instructions count as well, as in PUC
    if ((hook.events & Hook.COUNT) != 0 && --hook.left == 0) {
      hook.left = hook.count;
      call(thread, hook, COUNT, -1);
    }
    if ((hook.events & Hook.LINE) != 0 && !thread.inHook) {
      Prototype p = DebugInfo.prototype(thread, ci);
      int pc = ci.pc - 1;
      int line = DebugInfo.line(thread, p, pc);
      // a new function, a jump backwards or a new line
      if (pc == 0 || pc <= hook.lastPc || line != DebugInfo.line(thread, p, hook.lastPc)) {
        call(thread, hook, LINE, line);
      }
      hook.lastPc = pc;
    }
  }

  /** Tells whether an instruction is one that PUC executes together with the one before it. */
  private static boolean isSecondHalf(int[] code, int pc) {
    int opcode = Lua.GET_OPCODE(code[pc]);
    return opcode == Lua.OP_TFORLOOP || opcode == Op.TFORLOOP_5_4;
  }

  private void call(Coroutine thread, Hook hook, LuaValue event, int line) {
    if (thread.inHook) {
      return;
    }
    thread.inHook = true;
    int top = thread.top;
    try {
      lua.calls.hook(
          thread, hook.function, event, line < 0 ? LuaValue.NIL : LuaValue.valueOf(line));
    } finally {
      thread.inHook = false;
      thread.top = top;
    }
  }
}
