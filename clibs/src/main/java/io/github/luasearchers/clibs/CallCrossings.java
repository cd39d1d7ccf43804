package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The crossings for calls and errors. */
final class CallCrossings {

  private static final int ALL = -1;

  private CallCrossings() {}

  static int call(State state, int function, int arguments, int results) {
    LuaValue called = state.get(function);
    Varargs args = state.get(function + 1, arguments);
    state.endFresh();
    state.setTop(function);
    Rest rest = rest(state, results);
    Varargs answer;
    if (rest == null) {
      answer = call(state, called, args);
    } else {
      answer = callOrLeave(state, called, args, rest, function);
    }
    state.push(answer, results == ALL ? answer.narg() : results);
    return 0;
  }

  private static Varargs call(State state, LuaValue called, Varargs args) {
    LuaRuntime lua = state.universe.lua;
    return state.thread == lua.thread()
        ? lua.call(called, args)
        : lua.callOn(state.thread, called, args);
  }

  /** Returns the rest of the running function, null if it has none or can't yield. */
  private static @Nullable Rest rest(State state, int results) {
    long code = state.getLong(Layout.CONTINUATION);
    LuaRuntime lua = state.universe.lua;
    Coroutine thread = state.thread;
    @Nullable CFunction running = state.function();
    if (code == 0 || running == null || thread != lua.thread() || !lua.isYieldable(thread)) {
      return null;
    }
    Rest rest = new Rest(running, state, code, state.getLong(Layout.CONTEXT));
    rest.want(results);
    return rest;
  }

  private static Varargs callOrLeave(
      State state, LuaValue called, Varargs args, Rest rest, int end) {
    int base = state.base();
    try {
      return state.universe.lua.callOrLeave(called, args, rest);
    } catch (Throwable thrown) {
      if (LuaRuntime.isLeave(thrown)) {
        rest.keep(base, end);
      }
      throw thrown;
    }
  }

  static int pcall(State state, int function, int arguments, int results, int handler) {
    LuaRuntime lua = state.universe.lua;
    LuaValue called = state.get(function);
    Varargs args = state.get(function + 1, arguments);
    @Nullable LuaValue onError = handler == 0 ? null : state.get(handler);
    state.endFresh();
    state.setTop(function);
    Rest rest = rest(state, results);
    try {
      Varargs answer;
      if (rest != null) {
        rest.protect(onError);
        answer = callOrLeave(state, called, args, rest, function);
      } else if (state.thread == lua.thread()) {
        answer = lua.callGuarded(called, args, onError);
      } else {
        answer = lua.callGuardedOn(state.thread, called, args, onError);
      }
      state.push(answer, results == ALL ? answer.narg() : results);
      return Layout.OK;
    } catch (LuaError error) {
      if (rest != null) {
        rest.keep(state.base(), function);
        throw new Rest.Failed(rest, error);
      }
      state.push(Errors.value(error));
      return Errors.status(state.universe, error);
    }
  }

  // ---- functions of the standard library, as C functions

  static int cFunction(State state, int at) {
    if (state.get(at) instanceof Builtin builtin) {
      state.setPointer(at, LibraryFunctions.address(state.universe, builtin));
    }
    return 0;
  }

  static int callLibrary(State state, int number) {
    int base = state.base();
    Varargs args = state.get(base, state.top() - base);
    state.endFresh();
    return state.push(call(state, LibraryFunctions.numbered(state.universe, number), args));
  }

  // ---- errors

  @SuppressWarnings("DoNotCallSuggester") // C calls it
  static int raise(State state, int at) {
    throw new ScriptError(state.get(at));
  }

  static int where(State state, int level, int at) {
    state.set(at, LuaText.of(state.universe.lua.where(level + state.hidden())));
    return 0;
  }

  static int argError(State state, int argument, int at) {
    String message = LuaText.toJava((LuaString) state.get(at));
    @Nullable CFunction running = state.function();
    if (running == null) {
      throw state.universe.lua.error("bad argument #" + argument + " (" + message + ")", 1);
    }
    throw running.wrongArgument(argument, message);
  }

  static int traceback(State state, int of, int level, int at) {
    LuaRuntime lua = state.universe.lua;
    @Nullable LuaString message = state.get(at) instanceof LuaString text ? text : null;
    State shown = state.universe.states.get(of);
    state.set(at, lua.traceback(shown.thread, message, level + shown.hidden()));
    return 0;
  }
}
