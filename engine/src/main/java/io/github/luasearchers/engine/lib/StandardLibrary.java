package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.Level;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;

/** Lua's standard library, all but {@code package}. */
public final class StandardLibrary {

  private static final LuaString TABLE = LuaString.valueOf("table");
  private static final LuaString UNPACK = LuaString.valueOf("unpack");

  private final IoLib io;

  private StandardLibrary(IoLib io) {
    this.io = io;
  }

  /**
   * Puts the library's functions and tables into a table.
   *
   * @param library gets {@code print}, {@code string} and all the others
   * @return what the library holds on to
   */
  public static StandardLibrary open(LuaRuntime lua, LuaTable library) {
    if (lua.STDIN == null) {
      lua.STDIN = System.in;
    }
    BaseLib.open(lua, library);
    CoroutineLib.open(lua, library);
    StringLib.open(lua, library);
    TableLib.open(lua, library);
    MathLib.open(lua, library);
    if (lua.level().atLeast(Level.LUA_5_3)) {
      Utf8Lib.open(lua, library);
    } else {
      library.rawset(UNPACK, library.rawget(TABLE).get(UNPACK));
    }
    if (!lua.level().atLeast(Level.LUA_5_4)) {
      Bit32Lib.open(lua, library);
    }
    OsLib.open(lua, library);
    DebugLib.open(lua, library);
    return new StandardLibrary(IoLib.open(lua, library));
  }

  /** Writes out what the script has written to files and they still have in their buffers. */
  public void flush() {
    io.flush();
  }

  /** Closes the files that the script has left open. */
  public void close() {
    io.close();
  }
}
