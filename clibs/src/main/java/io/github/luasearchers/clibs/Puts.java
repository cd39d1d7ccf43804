package io.github.luasearchers.clibs;

import java.nio.ByteBuffer;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Carries out the raw sets that C has put off. */
final class Puts {

  private static final int KEY = Layout.SLOT;
  private static final int VALUE = 2 * Layout.SLOT;
  private static final int PUT = 3 * Layout.SLOT;

  private final Universe universe;

  Puts(Universe universe) {
    this.universe = universe;
  }

  void carryOut(int count) {
    ByteBuffer memory = universe.memory();
    State state = universe.states.get(memory.getInt(Layout.PUTS_STATE));
    memory.putInt(Layout.PUTS, 0);
    for (int i = 0; i < count; i++) {
      int put = Layout.PUT_SLOTS + i * PUT;
      LuaTable table = (LuaTable) state.read(put);
      LuaValue key = universe.lua.key(state.read(put + KEY));
      LuaValue value = state.read(put + VALUE);
      if (key instanceof LuaInteger index) {
        table.rawset(index.v, value);
      } else {
        table.rawset(key, value);
      }
    }
  }
}
