package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.vm.Builtin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * The functions of the standard library that C has asked for as C functions. Each name has one for
 * all engines: C may take it from one state to another.
 */
final class LibraryFunctions {

  private static final LuaString LOADED = LuaValue.valueOf("_LOADED");
  private static final String GLOBALS = "_G";

  private static final List<String> NAMES = new ArrayList<>();
  private static final Map<Long, String> BY_ADDRESS = new HashMap<>();

  private LibraryFunctions() {}

  /** Returns the address that a function has in C, 0 if it is none of a library. */
  static long address(Universe universe, Builtin function) {
    @Nullable String name = universe.lua.loadedName(function);
    return name == null ? 0 : address(name);
  }

  private static synchronized long address(String name) {
    int number = NAMES.indexOf(name);
    boolean isNew = number < 0;
    if (isNew) {
      number = NAMES.size();
    }
    long address = Natives.stub(number);
    if (isNew && address != 0) {
      NAMES.add(name);
      BY_ADDRESS.put(address, name);
    }
    return address;
  }

  /** Returns the function that an address stands for, null if it is one of C's own. */
  static @Nullable LuaValue at(Universe universe, long address) {
    @Nullable String name;
    synchronized (LibraryFunctions.class) {
      name = BY_ADDRESS.get(address);
    }
    return name == null ? null : find(universe, name);
  }

  /** Returns the function of a number, as the universe has it: nil if it has none. */
  static LuaValue numbered(Universe universe, int number) {
    String name;
    synchronized (LibraryFunctions.class) {
      name = NAMES.get(number);
    }
    return find(universe, name);
  }

  private static LuaValue find(Universe universe, String name) {
    int dot = name.lastIndexOf('.');
    String library = dot < 0 ? GLOBALS : name.substring(0, dot);
    LuaValue loaded = universe.registry().rawget(LOADED);
    LuaValue table =
        loaded instanceof LuaTable all ? all.rawget(LuaValue.valueOf(library)) : LuaValue.NIL;
    return table instanceof LuaTable functions
        ? functions.rawget(LuaValue.valueOf(name.substring(dot + 1)))
        : LuaValue.NIL;
  }
}
