package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.vm.Table;
import java.nio.ByteBuffer;
import org.luaj.vm2.LuaValue;

/** Fetches entries of a table in advance, for {@code lua_next}. */
final class Windows {

  private Windows() {}

  /**
   * Answers the entry after a key, and puts those that follow into the window.
   *
   * @param key the slot of the key; it and the one above get the answer
   * @return false if there is none
   */
  static boolean fill(State state, Table table, int index, int key) {
    int slot = next(table, table.slotOf(state.get(key)));
    if (slot < 0) {
      return false;
    }
    state.set(key, table.keyIn(slot));
    state.set(key + 1, table.valueIn(slot));
    ByteBuffer memory = state.memory();
    int count = 0;
    int place = Layout.WINDOW_SLOTS;
    while (count < Layout.WINDOW && (slot = next(table, slot)) >= 0) {
      state.write(place, table.keyIn(slot));
      state.write(place + Layout.SLOT, table.valueIn(slot));
      place += 2 * Layout.SLOT;
      count++;
    }
    memory.putInt(Layout.WINDOW_TABLE, memory.getInt(state.place(index) + 4));
    memory.putInt(Layout.WINDOW_COUNT, count);
    memory.putInt(Layout.WINDOW_AT, 0);
    memory.putInt(Layout.WINDOW_STATE, state.id);
    return true;
  }

  /** Returns the next slot that has an entry; one of a weak table may lose it. */
  private static int next(Table table, int from) {
    int slot = table.nextSlot(from);
    while (slot >= 0 && (table.keyIn(slot) == LuaValue.NIL || table.valueIn(slot) == LuaValue.NIL)) {
      slot = table.nextSlot(slot);
    }
    return slot;
  }
}
