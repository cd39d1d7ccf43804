package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.sandbox.NoBinaries;
import io.github.luasearchers.engine.sandbox.Places;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Event;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;

/** Lua's standard library, all but {@code package}. */
public final class StandardLibrary {

  private static final LuaString EMPTY = LuaString.valueOf("");

  private final @Nullable LateLibrary io;

  private StandardLibrary(@Nullable LateLibrary io) {
    this.io = io;
  }

  /**
   * Puts the library's functions and tables into a table.
   *
   * @param library gets {@code print}, {@code string} and all the others
   * @return what the library holds on to
   */
  public static StandardLibrary open(LuaRuntime lua, LuaTable library) {
    return open(lua, library, null);
  }

  /**
   * Puts the library's functions and tables into a table, or those of them that a sandbox has.
   *
   * @param places the files that {@code loadfile} may load; null for no sandbox
   */
  public static StandardLibrary open(LuaRuntime lua, LuaTable library, @Nullable Places places) {
    if (lua.STDIN == null) {
      lua.STDIN = System.in;
    }
    BaseLib.open(lua, library, places);
    LateLibrary.open(lua, library, "coroutine");
    openString(lua, library);
    Unpack unpack = new Unpack(lua);
    LateLibrary.open(lua, library, "table", unpack);
    LateLibrary.open(lua, library, "math");
    if (lua.level().atLeast(Level.LUA_5_3)) {
      LateLibrary.open(lua, library, "utf8");
    } else {
      library.rawset(StringTable.name("unpack"), unpack);
    }
    if (!lua.level().atLeast(Level.LUA_5_4)) {
      LateLibrary.open(lua, library, "bit32");
    }
    if (places != null) {
      return openSandboxed(lua, library);
    }
    LateLibrary.open(lua, library, "os");
    LateLibrary.open(lua, library, "debug");
    LateLibrary io = LateLibrary.open(lua, library, "io");
    lua.setRegistryContents(new RegistryContents(io));
    return new StandardLibrary(io);
  }

  /** Opens what a sandbox has of the libraries that reach out of Lua. */
  private static StandardLibrary openSandboxed(LuaRuntime lua, LuaTable library) {
    Table os = new Table();
    OsLib.fill(lua, os, true);
    library.rawset(StringTable.name("os"), os);
    lua.undumper = new NoBinaries();
    return new StandardLibrary(null);
  }

  /** Opens {@code string}, and gives all strings a metatable with which they find it. */
  private static void openString(LuaRuntime lua, LuaTable library) {
    LateLibrary.open(lua, library, "string");
    boolean calculates = lua.level().atLeast(Level.LUA_5_4);
    Table metatable = new Table(0, calculates ? 16 : 1);
    if (calculates) {
      StringArithmetic.open(lua, metatable);
    }
    metatable.rawset(Event.INDEX.name, library.rawget(StringTable.name("string")));
    lua.setMetatable(EMPTY, metatable);
  }

  /** Writes out what the script has written to files and they still have in their buffers. */
  public void flush() {
    if (io != null) {
      io.flush();
    }
  }

  /** Closes the files that the script has left open. */
  public void close() {
    if (io != null) {
      io.close();
    }
  }
}
