package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Sibling;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The crossings for what an engine has once. */
final class Engines {

  private static final LuaString LOADED = LuaValue.valueOf("_LOADED");
  private static final LuaString SELF = LuaValue.valueOf("_G");
  private static final LuaString ALL = LuaValue.valueOf("*");

  /** What only C refers to. */
  private static final Set<Universe> MADE_BY_C = ConcurrentHashMap.newKeySet();

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
    state.universe.lua.warnings().add((LuaString) state.get(at), more != 0);
    return 0;
  }

  /** From now on it is C that takes the warnings. */
  static int takeWarnings(State state) {
    Universe universe = state.universe;
    universe.lua.warnings().setTaker((piece, more) -> warn(universe, piece, more));
    return 0;
  }

  private static void warn(Universe universe, LuaString piece, boolean more) {
    if (!universe.isClosed()) {
      byte[] bytes = Arrays.copyOf(LuaText.bytes(piece), piece.m_length + 1);
      Natives.warn(universe.address, bytes, more);
    }
  }

  static int newState(State state) {
    @Nullable Sibling sibling = state.universe.lua.newSibling();
    long address = 0;
    if (sibling != null) {
      Universe made = new Universe(sibling.lua(), sibling);
      MADE_BY_C.add(made);
      LuaTable loaded = loaded(made);
      for (LuaValue key : loaded.keys()) {
        loaded.rawset(key, LuaValue.NIL);
      }
      address = made.stateOf(sibling.lua().mainThread()).address;
    }
    state.universe.setResult(address);
    return 0;
  }

  static int closeState(State state) {
    Universe universe = state.universe;
    @Nullable Sibling sibling = universe.sibling();
    if (sibling == null) {
      throw universe.lua.error("lua_close closes states of lua_newstate only", 0);
    }
    MADE_BY_C.remove(universe);
    sibling.close();
    universe.close();
    return 0;
  }

  /** Opens a library. The engine has all of them; one that C has made has to be given them. */
  static int openLibrary(State state, int at) {
    LuaString name = (LuaString) state.get(at);
    @Nullable Sibling sibling = state.universe.sibling();
    boolean isBase = name.m_length == 0;
    boolean isAll = name.raweq(ALL);
    LuaTable loaded = loaded(state.universe);
    if (sibling != null && (isBase || isAll)) {
      give(sibling.library(), state.universe.lua, isAll ? loaded : null);
    }
    LuaTable from = sibling == null ? loaded : sibling.library();
    state.set(at, isBase || isAll ? state.universe.lua : from.rawget(name));
    return 0;
  }

  private static LuaTable loaded(Universe universe) {
    return (LuaTable) universe.registry().rawget(LOADED);
  }

  /**
   * Makes what the base library has global.
   *
   * @param loaded gets all other libraries, which then are global as well; null to leave them out
   */
  private static void give(LuaTable library, LuaTable globals, @Nullable LuaTable loaded) {
    for (LuaValue key : library.keys()) {
      LuaValue value = library.rawget(key);
      boolean isLibrary = value.istable();
      if (isLibrary && loaded != null) {
        loaded.rawset(key, value);
      }
      if (!isLibrary || loaded != null) {
        globals.rawset(key, value);
      }
    }
    globals.rawset(SELF, globals);
    if (loaded != null) {
      loaded.rawset(SELF, globals);
    }
  }
}
