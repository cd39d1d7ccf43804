package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaValue;

/**
 * A function of Lua, translated to a class of Java's.
 *
 * <p>Each method answers the function's result if it is one value; otherwise a {@link Signal}. The
 * frame of the function is on top when it answers a value, {@link Signal#MANY} or {@link
 * Signal#TAIL}.
 */
abstract class CompiledCode {

  /** Runs the frame on top, which the loop has pushed. */
  abstract LuaValue run(Coroutine thread, Closure self, CallInfo ci);

  /** Returns how many bytes the class was defined from. */
  abstract int size();

  // Calls from compiled code: the frame is still to be pushed, above that of the caller.

  LuaValue call0(Coroutine thread, Closure self, CallInfo caller, int func) {
    return onStack(thread, self, caller, func, 0);
  }

  LuaValue call1(Coroutine thread, Closure self, CallInfo caller, int func, LuaValue x) {
    thread.stack[func + 1] = x;
    return onStack(thread, self, caller, func, 1);
  }

  LuaValue call2(
      Coroutine thread, Closure self, CallInfo caller, int func, LuaValue x, LuaValue y) {
    LuaValue[] stack = thread.stack;
    stack[func + 1] = x;
    stack[func + 2] = y;
    return onStack(thread, self, caller, func, 2);
  }

  LuaValue call3(
      Coroutine thread,
      Closure self,
      CallInfo caller,
      int func,
      LuaValue x,
      LuaValue y,
      LuaValue z) {
    LuaValue[] stack = thread.stack;
    stack[func + 1] = x;
    stack[func + 2] = y;
    stack[func + 3] = z;
    return onStack(thread, self, caller, func, 3);
  }

  /** Calls the function with arguments that are on the stack. */
  final LuaValue onStack(Coroutine thread, Closure self, CallInfo caller, int func, int count) {
    thread.stack[func] = self;
    CallInfo ci = Calls.enter(thread, self, func, count, 1, CallInfo.LUA | CallInfo.COMPILED);
    ci.depth = caller.depth + 1;
    return run(thread, self, ci);
  }
}
