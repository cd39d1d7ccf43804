package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/**
 * To-be-closed variables: {@code luaF_newtbcupval} and {@code luaF_close} of PUC's lfunc.c.
 *
 * <p>They are in the list of open upvalues of their thread, so that code without one pays nothing.
 * An instruction that leaves a block first closes the block's upvalues. If a variable with a
 * metamethod is among them, the metamethod is called, and the instruction is repeated when it has
 * returned. So a metamethod runs in the loop, where it can yield.
 */
final class Closing {

  private final LuaRuntime lua;

  /** What the scripts that had to stop have left. */
  private final List<Left> left = new ArrayList<>();

  /** Whether one of these is being closed: the next one waits for its end. */
  private boolean isClosingLeft;

  Closing(LuaRuntime lua) {
    this.lua = lua;
  }

  /** A value that was not closed because its script had to stop. */
  private record Left(LuaValue value, LuaValue reason) {}

  // ---- the loop

  /** Makes a variable of the running closure one that is to be closed. */
  void mark(Coroutine thread, CallInfo ci, int index) {
    LuaValue value = thread.stack[index];
    if (!value.toboolean()) {
      return;
    }
    if (lua.metamethods.tag(value, Event.CLOSE).isnil()) {
      String name =
          ObjectNames.localName(DebugInfo.prototype(thread, ci), index - ci.base + 1, ci.pc - 1);
      String text = name == null ? "(temporary)" : LuaText.excerpt(name);
      throw lua.debug.error("variable '" + text + "' got a non-closable value");
    }
    thread.openUpvalue(index).toClose = true;
  }

  /**
   * Calls the metamethod of the topmost variable for the running closure, which then repeats its
   * instruction.
   *
   * @param end the end of what the instruction has on the stack
   */
  void interrupt(Coroutine thread, CallInfo ci, int end) {
    UpValue variable = thread.takeToClose(ci.base);
    if (variable == null) {
      throw new IllegalStateException("nothing to close");
    }
    ci.openEnd = thread.top;
    int func = put(thread, Math.max(ci.top, end), variable.get(), LuaValue.NIL);
    lua.calls.call(thread, func, 2, 0, CallInfo.CLOSE);
  }

  /** Makes a closure repeat its instruction after a metamethod that it was interrupted for. */
  void repeat(Coroutine thread, CallInfo ci) {
    thread.top = ci.openEnd;
    ci.pc--;
    ci.status |= CallInfo.REPEAT;
  }

  // ---- errors

  /**
   * Puts the metamethod of the topmost variable above a frame on the stack, with its arguments.
   *
   * @return the stack index of the metamethod, -1 if there is no such variable
   */
  int next(Coroutine thread, CallInfo ci, @Nullable ScriptError error) {
    UpValue variable = thread.takeToClose(ci.func);
    if (variable == null) {
      return -1;
    }
    return put(thread, variable.index + 1, variable.get(), value(error));
  }

  private int put(Coroutine thread, int func, LuaValue value, LuaValue error) {
    LuaValue handler = lua.metamethods.tag(value, Event.CLOSE);
    if (!(handler instanceof LuaFunction) && lua.metamethods.tag(handler, Event.CALL).isnil()) {
      String name = thread.ci.isLua() ? " (metamethod 'close')" : "";
      throw lua.debug.error("attempt to call a " + handler.typename() + " value" + name);
    }
    LuaValue[] stack = thread.put(func, handler, 2);
    stack[func + 1] = value;
    stack[func + 2] = error;
    return func;
  }

  private static LuaValue value(@Nullable ScriptError error) {
    return error == null ? LuaValue.NIL : error.value();
  }

  /**
   * Closes all variables above the frame on top on behalf of Java code.
   *
   * @return the error that is then in force: that of the last metamethod that failed, or the first
   */
  @Nullable ScriptError closeAll(Coroutine thread, @Nullable ScriptError first) {
    int from = thread.ci.func;
    ScriptError error = first;
    UpValue variable = thread.takeToClose(from);
    while (variable != null) {
      try {
        error = close(thread, variable, error);
      } catch (Error stop) {
        abandon(thread, from, stop);
        throw stop;
      }
      variable = thread.takeToClose(from);
    }
    return error;
  }

  private @Nullable ScriptError close(
      Coroutine thread, UpValue variable, @Nullable ScriptError error) {
    try {
      lua.calls.close(thread, variable, value(error));
      return error;
    } catch (LuaError | StackOverflowError | OutOfMemoryError thrown) {
      return lua.calls.raise(thrown);
    }
  }

  /**
   * Closes all variables of a coroutine that is not running ({@code luaE_resetthread}).
   *
   * @param failure the error that had ended it, if any
   * @return the error of the last metamethod that failed, or the first
   */
  @Nullable LuaValue closeThread(Coroutine thread, @Nullable LuaValue failure) {
    thread.unwind(thread.first);
    if (thread.open == null) {
      return failure;
    }
    ScriptError error = failure == null ? null : new ScriptError(failure);
    lua.calls.enterThread(thread);
    try {
      error = closeAll(thread, error);
    } finally {
      lua.calls.leaveThread();
    }
    return error == null ? null : error.value();
  }

  // ---- scripts that had to stop

  /**
   * Takes over what a script that had to stop has left above a stack index. After {@code os.exit}
   * nothing is closed, or, if it asked for that, the variables of the main thread at once.
   */
  void abandon(Coroutine thread, int from, Error stop) {
    boolean exits = stop instanceof ScriptExit;
    if (exits && ((ScriptExit) stop).close() && thread.isMainThread()) {
      closeAll(thread, null);
    }
    UpValue variable = thread.takeToClose(from);
    while (variable != null) {
      if (!exits) {
        add(variable, stop.getMessage());
      }
      variable = thread.takeToClose(from);
    }
  }

  private void add(UpValue variable, @Nullable String reason) {
    left.add(new Left(variable.get(), reason == null ? LuaValue.NIL : LuaText.ofMessage(reason)));
  }

  /** Adds what stopped scripts have left. */
  void hold(HeapWalk walk) {
    for (Left each : left) {
      walk.add(each.value);
    }
  }

  /** Tells whether stopped scripts have left anything to close. */
  boolean isPending() {
    return !isClosingLeft && !left.isEmpty();
  }

  /**
   * Closes what stopped scripts have left, as finalizers run: in whatever runs next. Errors are
   * warnings, as those of finalizers.
   */
  void closeLeft() {
    isClosingLeft = true;
    try {
      while (!left.isEmpty()) {
        Left next = left.remove(0);
        try {
          lua.calls.call(lua.metamethods.tag(next.value, Event.CLOSE), next.value, next.reason);
        } catch (LuaError e) {
          lua.warnings().emitError("__close", e);
        }
      }
    } finally {
      isClosingLeft = false;
    }
  }
}
