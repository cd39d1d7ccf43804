package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.vm.LightUserdata;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The crossings for operations on values. */
final class Values {

  private static final int EQUAL = 0;
  private static final int LESS = 1;

  private Values() {}

  /** Returns what {@code lua_type} says of a value. */
  static int type(LuaValue value) {
    return switch (value.type()) {
      case LuaValue.TNUMBER -> Layout.NUMBER;
      case LuaValue.TSTRING -> Layout.STRING;
      case LuaValue.TTABLE -> Layout.TABLE;
      case LuaValue.TBOOLEAN -> Layout.BOOLEAN;
      case LuaValue.TFUNCTION -> Layout.FUNCTION;
      case LuaValue.TTHREAD -> Layout.THREAD;
      case LuaValue.TUSERDATA ->
          value instanceof LightUserdata ? Layout.LIGHT_USERDATA : Layout.USERDATA;
      default -> Layout.NIL;
    };
  }

  /** Returns a number of the host's as one of the engine's. */
  static LuaValue own(LuaValue value) {
    return Numbers.own(value);
  }

  static int arith(State state, int op, int at) {
    state.endFresh();
    state.set(at, state.universe.lua.arith(op, state.get(at), state.get(at + 1)));
    return 0;
  }

  static int compare(State state, int op, int a, int b) {
    state.endFresh();
    LuaRuntime lua = state.universe.lua;
    LuaValue x = state.get(a);
    LuaValue y = state.get(b);
    boolean holds =
        switch (op) {
          case EQUAL -> lua.equal(x, y);
          case LESS -> lua.lessThan(x, y);
          default -> lua.lessOrEqual(x, y);
        };
    return holds ? 1 : 0;
  }

  static int rawEqual(State state, int a, int b) {
    return LuaRuntime.rawEqual(state.get(a), state.get(b)) ? 1 : 0;
  }

  /** Concatenates from right to left, as {@code luaV_concat}. */
  static int concat(State state, int at, int count) {
    state.endFresh();
    LuaValue[] values = state.copy(state.place(at), count);
    int end = count - 1;
    while (end > 0) {
      int start = end;
      while (start > 0 && isText(values[start - 1]) && isText(values[start])) {
        start--;
      }
      if (start < end) {
        values[start] = join(state.universe.lua, values, start, end);
      } else {
        start = end - 1;
        values[start] = state.universe.lua.concat(values[start], values[end]);
      }
      end = start;
    }
    state.set(at, values[0]);
    return 0;
  }

  private static boolean isText(LuaValue value) {
    return value instanceof LuaString || value instanceof LuaNumber;
  }

  private static LuaValue join(LuaRuntime lua, LuaValue[] values, int start, int end) {
    long length = 0;
    LuaString[] texts = new LuaString[end - start + 1];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = lua.text(values[start + i]);
      length += texts[i].m_length;
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw lua.error("string length overflow", 0);
    }
    lua.reserve(length);
    byte[] bytes = LuaText.room((int) length);
    int to = 0;
    for (LuaString text : texts) {
      System.arraycopy(text.m_bytes, text.m_offset, bytes, to, text.m_length);
      to += text.m_length;
    }
    return LuaText.using(bytes, to);
  }

  static int number(State state, int at) {
    LuaValue value = state.get(at);
    LuaValue number = value instanceof LuaString s ? state.universe.lua.parse(s) : value;
    if (!(number instanceof LuaNumber)) {
      return 0;
    }
    if (state.universe.hasIntegers && Integers.isInteger(number)) {
      state.universe.setResult(Integers.value(number));
      return Layout.INTEGER;
    }
    state.universe.setResult(number.todouble());
    return Layout.NUMBER;
  }

  static int bytes(State state, int at) {
    Universe universe = state.universe;
    universe.pressure().relieveIfDue();
    LuaString text = (LuaString) state.get(at);
    universe.lua.reserveOutside(text.m_length);
    long entry = state.memory().getLong(state.place(at) + Layout.VALUE);
    Natives.store(entry, text.m_bytes, text.m_offset, text.m_length);
    if (text.m_length > Layout.SHORT) {
      state.keepBytes(universe.place(entry), text);
    }
    return 0;
  }

  /** Keeps the bytes that C has been given. */
  static int keep(State state, int at) {
    state.pin(at);
    return 0;
  }

  static int pointer(State state, int at) {
    LuaValue value = state.get(at);
    int least = state.universe.level.atLeast(Level.LUA_5_4) ? Layout.STRING : Layout.TABLE;
    state.universe.setResult(type(value) < least ? 0 : Identities.of(value));
    return 0;
  }

  static int toText(State state, int at) {
    state.endFresh();
    LuaValue text = ToText.of(state.universe.lua, state.get(at));
    state.push(text);
    return 0;
  }
}
