package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JseIoLib;
import org.luaj.vm2.lib.jse.JseOsLib;

/** Opens Lua's standard library, all but {@code package}. */
public final class StandardLibrary {

  private StandardLibrary() {}

  /**
   * Puts the library's functions and tables into a table.
   *
   * @param library gets {@code print}, {@code string} and all the others
   */
  public static void open(LuaRuntime lua, LuaTable library) {
    if (lua.STDIN == null) {
      lua.STDIN = System.in;
    }
    LuaTable before = lua.enter(new LuaTable());
    LuaTable stub = new LuaTable();
    stub.set("loaded", new LuaTable());
    lua.set("package", stub);
    lua.load(new JseIoLib());
    lua.load(new JseOsLib());
    lua.set("package", LuaValue.NIL);
    for (LuaValue key : lua.keys()) {
      library.set(key, lua.get(key));
    }
    lua.enter(before);
    BaseLib.open(lua, library);
    CoroutineLib.open(lua, library);
    StringLib.open(lua, library);
    TableLib.open(lua, library);
    MathLib.open(lua, library);
    Bit32Lib.open(lua, library);
  }
}
