package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Makes the values of what C has made, when Java first sees it. */
final class Makers {

  /** The largest size that a new table has in advance, whatever C asks for. */
  private static final int MAX_PRESIZE = 1 << 20;

  /** C may have operands just above the top; what is read here is put farther up. */
  private static final int APART = 8;

  /** The size of a C closure's function and count, before its upvalues. */
  private static final int CLOSURE_HEAD = 16;

  private final Universe universe;
  private final ShortStrings names = new ShortStrings();

  Makers(Universe universe) {
    this.universe = universe;
  }

  /**
   * Makes the value of an entry.
   *
   * @param entry its place in the arena
   */
  LuaValue make(State state, int tag, int entry) {
    return switch (tag) {
      case Layout.STRING -> string(entry);
      case Layout.TABLE -> table(state, entry);
      case Layout.FUNCTION -> function(state, entry);
      case Layout.USERDATA -> userdata(state, entry);
      default -> throw new IllegalStateException("a value of type " + tag);
    };
  }

  private LuaString string(int entry) {
    ByteBuffer memory = universe.memory();
    long length = memory.getLong(entry + Layout.LENGTH);
    if (length <= Layout.SHORT) {
      return names.get(memory, entry + Layout.BYTES, (int) length);
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw universe.noMemory();
    }
    universe.lua.reserve(length);
    byte[] bytes = LuaText.room((int) length);
    universe.copy(memory.getLong(entry + Layout.POINTER), bytes, (int) length);
    return LuaText.using(bytes, (int) length);
  }

  private LuaValue table(State state, int entry) {
    long sizes = universe.memory().getLong(entry + Layout.LENGTH);
    if ((universe.memory().getInt(entry + Layout.FLAGS) & Layout.OF_TYPE) != 0) {
      return universe.types().table((int) sizes);
    }
    int array = Math.min((int) sizes, MAX_PRESIZE);
    int hash = Math.min((int) (sizes >>> Integer.SIZE), MAX_PRESIZE);
    state.addFresh(entry);
    return new Table(array, hash);
  }

  private LuaValue function(State state, int entry) {
    ByteBuffer memory = universe.memory();
    long pointer = memory.getLong(entry + Layout.POINTER);
    if ((memory.getInt(entry + Layout.FLAGS) & Layout.CLOSURE) == 0) {
      return universe.function(pointer);
    }
    byte[] head = new byte[CLOSURE_HEAD];
    universe.copy(pointer, head, CLOSURE_HEAD);
    ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.nativeOrder());
    long function = fields.getLong(0);
    int count = (int) fields.getLong(Long.BYTES);
    return new CFunction(universe, function, upvalues(state, pointer + CLOSURE_HEAD, count));
  }

  /** Reads slots that may lie outside the arena: they are copied into it first. */
  private LuaValue[] upvalues(State state, long slots, int count) {
    byte[] bytes = new byte[count * Layout.SLOT];
    universe.copy(slots, bytes, bytes.length);
    state.reserve(APART + count);
    int place = state.place(state.top() + APART);
    universe.memory().put(place, bytes);
    return state.copy(place, count);
  }

  private LuaValue userdata(State state, int entry) {
    ByteBuffer memory = universe.memory();
    long size = memory.getLong(entry + Layout.LENGTH);
    universe.lua.reserveOutside(size);
    universe.freeGone();
    universe.pressure().made();
    long address = memory.getLong(entry + Layout.POINTER);
    int values = memory.getInt(entry + Layout.BYTES);
    NativeUserdata made = new NativeUserdata(universe, address, size, values);
    state.takeOver(entry);
    return made;
  }
}
