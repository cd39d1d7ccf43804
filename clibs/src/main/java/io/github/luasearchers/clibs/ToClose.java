package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.vm.Event;
import java.util.Arrays;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** The slots of a state that are to be closed ({@code lua_toclose}), the topmost last. */
final class ToClose {

  private final State state;
  private int[] slots = new int[4];
  private int count;

  ToClose(State state) {
    this.state = state;
  }

  /** Marks a slot. */
  void mark(int slot) {
    LuaValue value = state.get(slot);
    if (value.isnil() || value.isboolean() && !value.toboolean()) {
      return;
    }
    if (state.universe.lua.metamethod(value, Event.CLOSE.name).isnil()) {
      throw state.universe.lua.error("variable '(C temporary)' got a non-closable value", 0);
    }
    if (count == slots.length) {
      slots = Arrays.copyOf(slots, 2 * count);
    }
    slots[count++] = slot;
  }

  /** Tells whether a slot from a number on is marked. */
  boolean areFrom(int slot) {
    return count > 0 && slots[count - 1] >= slot;
  }

  /**
   * Closes the slots from a number on.
   *
   * @return the topmost one that the running function has left, 0 if there is none
   */
  int close(int from) {
    while (areFrom(from)) {
      closeLast(LuaValue.NIL);
    }
    return areFrom(state.base()) ? slots[count - 1] : 0;
  }

  /**
   * Closes the slots from a number on after an error.
   *
   * @param top the top, below the slots, to be restored
   * @return the error that is then to be thrown: the last one
   */
  LuaError closeAfter(LuaError error, int from, int top) {
    LuaError last = error;
    while (areFrom(from)) {
      state.setTop(slots[count - 1] + 1);
      try {
        closeLast(Errors.value(last));
      } catch (ScriptError again) {
        last = again;
      }
    }
    state.setTop(top);
    return last;
  }

  /** Forgets the slots from a number on: their function has ended. */
  void forget(int from) {
    while (areFrom(from)) {
      count--;
    }
  }

  private void closeLast(LuaValue error) {
    LuaValue value = state.get(slots[--count]);
    LuaValue close = state.universe.lua.metamethod(value, Event.CLOSE.name);
    state.universe.lua.call(close, LuaValue.varargsOf(value, error));
  }
}
