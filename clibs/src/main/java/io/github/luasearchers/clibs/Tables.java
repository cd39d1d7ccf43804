package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.nio.ByteBuffer;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The crossings for tables, metatables and user values. */
final class Tables {

  private Tables() {}

  static int get(State state, int index, int at) {
    LuaRuntime lua = state.universe.lua;
    LuaValue table = state.get(index);
    LuaValue key = state.get(at);
    if (table instanceof Table plain) {
      LuaValue value = plain.rawget(key);
      if (value != LuaValue.NIL || plain.metatableOrNull() == null) {
        return answer(state, at, value);
      }
    }
    state.endFresh();
    return answer(state, at, lua.index(table, key));
  }

  static int rawGet(State state, int index, int at) {
    return answer(state, at, ((LuaTable) state.get(index)).rawget(state.get(at)));
  }

  /** Fetches the elements that follow as well. */
  static int rawGetInteger(State state, int index, int at) {
    long key = state.universe.argument();
    LuaTable table = (LuaTable) state.get(index);
    if (key != (int) key) {
      return answer(state, at, table.rawget(state.universe.lua.whole(key)));
    }
    if (index != Layout.REGISTRY && state.isNext(table, (int) key)) {
      fillRun(state, index, table, (int) key);
    }
    return answer(state, at, table.rawget((int) key));
  }

  private static void fillRun(State state, int index, LuaTable table, int key) {
    ByteBuffer memory = state.memory();
    int count = 0;
    for (int slot = Layout.RUN_SLOTS; count < Layout.WINDOW; slot += Layout.SLOT) {
      LuaValue value = table.rawget(key + count);
      if (value == LuaValue.NIL) {
        break;
      }
      state.write(slot, value);
      count++;
    }
    state.expect(table, key + Math.max(count, 1));
    if (count > 0) {
      memory.putInt(Layout.RUN_TABLE, memory.getInt(state.place(index) + 4));
      memory.putInt(Layout.RUN_COUNT, count);
      memory.putLong(Layout.RUN_FIRST, key);
      memory.putInt(Layout.RUN_STATE, state.id);
    }
  }

  private static int answer(State state, int at, LuaValue value) {
    state.set(at, value);
    return Values.type(value);
  }

  static int set(State state, int index, int key, int value) {
    LuaValue table = state.get(index);
    LuaValue name = state.get(key);
    LuaValue content = state.get(value);
    if (table instanceof Table plain
        && plain.metatableOrNull() == null
        && name instanceof LuaString) {
      plain.rawset(name, content);
    } else {
      state.endFresh();
      state.universe.lua.setIndex(table, name, content);
    }
    noteSet(state, table, name);
    return 0;
  }

  /** What the registry has under a name may be a type's metatable. */
  private static void noteSet(State state, LuaValue table, LuaValue key) {
    if (state.universe.isRegistry(table) && key instanceof LuaString) {
      state.universe.types().forget();
    }
  }

  static int rawSet(State state, int index, int key, int value) {
    rawSet(state, index, state.get(key), state.get(value));
    return 0;
  }

  private static void rawSet(State state, int index, LuaValue key, LuaValue value) {
    LuaRuntime lua = state.universe.lua;
    if (key.isnil()) {
      throw lua.error("table index is nil", 0);
    }
    if (key instanceof LuaNumber && Double.isNaN(key.todouble())) {
      throw lua.error("table index is NaN", 0);
    }
    LuaValue table = state.get(index);
    ((LuaTable) table).rawset(lua.key(key), value);
    noteSet(state, table, key);
  }

  static int rawSetInteger(State state, int index, int value) {
    long key = state.universe.argument();
    LuaTable table = (LuaTable) state.get(index);
    if (key == (int) key) {
      table.rawset((int) key, state.get(value));
    } else {
      table.rawset(state.universe.lua.whole(key), state.get(value));
    }
    return 0;
  }

  /** Fetches the entries that follow as well. */
  static int next(State state, int index, int key) {
    LuaValue value = state.get(index);
    if (!(value instanceof Table table) || !Windows.fill(state, table, index, key)) {
      return nextByKey(state, (LuaTable) value, key);
    }
    return 1;
  }

  private static int nextByKey(State state, LuaTable table, int key) {
    Varargs next = table.next(state.get(key));
    if (next.arg1().isnil()) {
      return 0;
    }
    state.set(key, next.arg1());
    state.set(key + 1, next.arg(2));
    return 1;
  }

  static int length(State state, int index, int at) {
    state.endFresh();
    LuaRuntime lua = state.universe.lua;
    state.set(at, Values.own(lua.length(state.get(index))));
    return 0;
  }

  static int rawLength(State state, int index) {
    LuaValue value = state.get(index);
    long length = 0;
    if (value instanceof LuaTable table) {
      length = table.rawlen();
    } else if (value instanceof LuaString text) {
      length = text.m_length;
    } else if (value instanceof NativeUserdata userdata) {
      length = userdata.block.size;
    }
    state.universe.setResult(length);
    return 0;
  }

  // ---- metatables and user values

  static int metatable(State state, int index, int at) {
    LuaValue metatable = state.universe.lua.metatable(state.get(index));
    if (metatable.isnil()) {
      return 0;
    }
    state.set(at, metatable);
    return 1;
  }

  static int setMetatable(State state, int index, int at) {
    state.endFresh();
    state.universe.lua.setMetatable(state.get(index), state.get(at));
    return 0;
  }

  static int userValue(State state, int index, int number, int at) {
    if (!(state.get(index) instanceof NativeUserdata userdata)
        || number < 1
        || number > userdata.valueCount()) {
      state.set(at, LuaValue.NIL);
      return state.universe.level.atLeast(Level.LUA_5_4) ? Layout.NO_TYPE : Layout.NIL;
    }
    return answer(state, at, userdata.value(number));
  }

  static int setUserValue(State state, int index, int number, int at) {
    if (!(state.get(index) instanceof NativeUserdata userdata)
        || number < 1
        || number > userdata.valueCount()) {
      return 0;
    }
    userdata.setValue(number, state.get(at));
    return 1;
  }
}
