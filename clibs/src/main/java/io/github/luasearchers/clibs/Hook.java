package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.vm.Activation;
import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.ExternalHook;
import io.github.luasearchers.engine.vm.StackFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A hook that C has set ({@code lua_Hook}), as the function that the loop calls. */
final class Hook extends StackFunction implements ExternalHook {

  private static final String[] EVENTS = {"call", "return", "line", "count", "tail call"};

  /** Stands for a function of Lua's in place of an address. */
  private static final long OF_LUA = 1;

  private final Universe universe;
  private final long address;

  Hook(Universe universe, long address) {
    super(universe.lua, "?");
    this.universe = universe;
    this.address = address;
  }

  @Override
  protected Varargs runAt(Coroutine thread, int base, int count) {
    int event = event(thread.slot(base));
    LuaValue line = count > 1 ? thread.slot(base + 1) : NIL;
    State state = universe.stateOf(thread);
    int used = state.used();
    @Nullable Activation call = Activation.at(thread, 1);
    int number = call == null ? -1 : call.depth();
    try {
      Natives.hook(state.address, address, event, line.isnil() ? -1 : line.toint(), number);
      universe.flush();
      return NONE;
    } finally {
      state.drop(used);
    }
  }

  private static int event(LuaValue name) {
    String text = ((LuaString) name).tojstring();
    int event = 0;
    while (!EVENTS[event].equals(text)) {
      event++;
    }
    return event;
  }

  /**
   * Sets a thread's hook to the C function that its state names, to the one of Lua's that it has or
   * had, or to none.
   */
  static int set(State state, int mask, int count) {
    long function = state.getLong(Layout.HOOK);
    rememberLuaHook(state);
    if (function == 0) {
      state.thread.setHook(null, 0, 0);
    } else if (function == OF_LUA) {
      state.thread.setHook(state.luaHook, mask, count);
    } else {
      state.thread.setHook(new Hook(state.universe, function), mask, count);
    }
    return 0;
  }

  /** Tells C which hook a thread has; returns its events. */
  static int get(State state) {
    @Nullable LuaValue function = state.thread.hookFunction();
    rememberLuaHook(state);
    long address = function instanceof Hook own ? own.address : OF_LUA;
    state.setLong(Layout.HOOK, function == null ? 0 : address);
    state.universe.setResult((long) state.thread.hookCount());
    return state.thread.hookEvents();
  }

  private static void rememberLuaHook(State state) {
    @Nullable LuaValue function = state.thread.hookFunction();
    if (function != null && !(function instanceof Hook)) {
      state.luaHook = function;
    }
  }

  /** Calls the hook of Lua's that a thread has or had: the C function that has replaced it does. */
  static int call(State state, int event, int line) {
    @Nullable LuaValue function = state.luaHook;
    if (function != null && event >= 0 && event < EVENTS.length) {
      state.endFresh();
      LuaValue number = line < 0 ? NIL : LuaValue.valueOf(line);
      state.universe.lua.call(function, varargsOf(LuaValue.valueOf(EVENTS[event]), number));
    }
    return 0;
  }
}
