package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.Bit32Lib;
import org.luaj.vm2.lib.CoroutineLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.jse.JseMathLib;

/** Opens Lua's standard library, all but {@code package}. */
public final class StandardLibrary {

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
    LuaTable stub = new LuaTable();
    stub.set("loaded", new LuaTable());
    lua.set("package", stub);
    lua.load(new Bit32Lib());
    lua.load(new TableLib());
    lua.load(new StringLib());
    lua.load(new CoroutineLib());
    lua.load(new JseMathLib());
    lua.set("package", LuaValue.NIL);
    for (LuaValue key : lua.keys()) {
      library.set(key, lua.get(key));
      lua.set(key, LuaValue.NIL);
    }
    BaseLib.open(lua, library);
    OsLib.open(lua, library);
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
