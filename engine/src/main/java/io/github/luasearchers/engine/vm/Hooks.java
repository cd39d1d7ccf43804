package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.compiler.Op;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

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

  Hooks(LuaRuntime lua) {
    this.lua = lua;
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
      call(thread, hook, tail ? TAIL_CALL : CALL, -1);
      ci.pc--;
    }
  }

  /** Calls the hook before the frame on top ends. */
  void returns(Coroutine thread) {
    Hook hook = thread.hook;
    if (hook == null) {
      return;
    }
    if ((hook.events & Hook.RETURN) != 0) {
      call(thread, hook, RETURN, -1);
    }
    CallInfo caller = thread.ci.previous;
    boolean isHidden = (caller.status & CallInfo.HIDDEN) != 0;
    hook.lastPc = (isHidden ? caller.previous : caller).pc - 1;
  }

  /**
   * Calls the hook before the running closure executes the instruction that its counter has just
   * passed ({@code traceexec}).
   */
  void instruction(Coroutine thread, CallInfo ci) {
    Hook hook = thread.hook;
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
