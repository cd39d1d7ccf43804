package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.LuaText;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The crossings for what an engine has once. */
final class Engines {

  private static final LuaString LOADED = LuaValue.valueOf("_LOADED");

  private Engines() {}

  static int gc(State state, int what, int data) {
    return state.universe.collection().control(what, data);
  }

  static int sweep(State state) {
    state.forgetFree();
    return 0;
  }

  static int pressure(State state) {
    state.endFresh();
    state.universe.pressure().relieve();
    return 0;
  }

  static int warn(State state, int at, int more) {
    state.universe.warning().add(LuaText.upToZero((LuaString) state.get(at)), more != 0);
    return 0;
  }

  static int newState(State state) {
    throw state.universe.lua.error("lua_newstate is not supported", 1);
  }

  static int closeState(State state) {
    throw state.universe.lua.error("lua_close is not supported", 1);
  }

  /** The engine has opened all libraries already. */
  static int openLibrary(State state, int at) {
    LuaValue name = state.get(at);
    LuaValue loaded = state.universe.registry().rawget(LOADED);
    LuaString text = (LuaString) name;
    LuaValue library = text.m_length == 0 ? state.universe.lua : LuaValue.NIL;
    if (library.isnil() && loaded instanceof LuaTable table) {
      library = table.rawget(text);
    }
    state.set(at, library);
    return 0;
  }
}
