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

  /** Sets a thread's hook to the C function that its state names, or to none. */
  static int set(State state, int mask, int count) {
    long function = state.getLong(Layout.HOOK);
    if (function == 0) {
      state.thread.setHook(null, 0, 0);
    } else {
      state.thread.setHook(new Hook(state.universe, function), mask, count);
    }
    return 0;
  }
}
