package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.Coroutine;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The crossings for threads. */
final class Threads {

  private Threads() {}

  static int newThread(State state, int at) {
    Universe universe = state.universe;
    Coroutine thread = Coroutine.idle(universe.lua);
    state.set(at, thread);
    universe.setResult(universe.stateBeside(thread).address);
    return 0;
  }

  static int pushThread(State state, int at) {
    state.set(at, state.thread);
    return state.thread.isMainThread() ? 1 : 0;
  }

  static int toThread(State state, int at) {
    Coroutine thread = (Coroutine) state.get(at);
    state.universe.setResult(state.universe.stateBeside(thread).address);
    return 0;
  }

  /** Resumes a thread. On its own stack are the function, if it runs none, and the arguments. */
  static int resume(State state, int from, int arguments) {
    Coroutine thread = state.thread;
    if (thread.getStatus().equals("normal") || thread.getStatus().equals("running")) {
      state.setTop(state.top() - arguments);
      return refuse(state, "cannot resume non-suspended coroutine");
    }
    int first = state.top() - arguments;
    Varargs args = state.get(first, arguments);
    if (thread.isIdle()) {
      if (first > state.base()) {
        first--;
        thread.start(state.get(first));
      } else if (!state.universe.level.atLeast(Level.LUA_5_4)) {
        thread.start(LuaValue.NIL); // PUC calls what is below its stack
      }
    } else if (thread.statusCode() == Layout.YIELD) {
      first = state.base(); // the yield has ended, and with it what it has left
    }
    state.endFresh();
    state.setTop(first);
    Varargs answer = thread.resume(args);
    if (answer.arg1().toboolean()) {
      Varargs results = answer.subargs(2);
      state.universe.setResult((long) state.push(results));
      return thread.statusCode();
    }
    state.push(answer.arg(2));
    state.universe.setResult(1L);
    return thread.statusCode() == Layout.OK ? Layout.ERROR_RUN : thread.statusCode();
  }

  private static int refuse(State state, String message) {
    state.push(LuaValue.valueOf(message));
    state.universe.setResult(1L);
    return Layout.ERROR_RUN;
  }

  static int status(State state) {
    return state.thread.statusCode();
  }

  static int isYieldable(State state) {
    Universe universe = state.universe;
    Coroutine thread = state.thread;
    boolean waits = thread.getStatus().equals("suspended") || thread.getStatus().equals("dead");
    boolean may = universe.level.atLeast(Level.LUA_5_4) || !waits;
    return may && universe.lua.isYieldable(thread) ? 1 : 0;
  }

  static int reset(State state) {
    Coroutine thread = state.thread;
    LuaValue error = thread.close();
    state.setTop(1);
    if (error == null) {
      return Layout.OK;
    }
    state.push(error);
    return Layout.ERROR_RUN;
  }

  static int transfer(State state, int to, int at, int count) {
    State target = state.universe.states.get(to);
    target.push(state.get(at, count), count);
    return 0;
  }

  // ---- slots to be closed

  static int toClose(State state, int at) {
    state.toClose.mark(at);
    return 0;
  }

  static int closeSlot(State state, int at) {
    state.endFresh();
    int left = state.toClose.close(at);
    state.set(at, LuaValue.NIL);
    return left;
  }

  static int closeSlots(State state, int from, int to) {
    state.endFresh();
    return state.toClose.close(from);
  }
}
