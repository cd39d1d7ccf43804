package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.Bit32Lib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.jse.JseIoLib;
import org.luaj.vm2.lib.jse.JseMathLib;
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
    LuaTable stub = new LuaTable();
    stub.set("loaded", new LuaTable());
    lua.set("package", stub);
    lua.load(new Bit32Lib());
    lua.load(new TableLib());
    lua.load(new StringLib());
    CoroutineLib.open(lua, library);
    lua.load(new JseMathLib());
    lua.load(new JseIoLib());
    lua.load(new JseOsLib());
    lua.set("package", LuaValue.NIL);
    for (LuaValue key : lua.keys()) {
      library.set(key, lua.get(key));
      lua.set(key, LuaValue.NIL);
    }
    BaseLib.open(lua, library);
    DebugLib.open(lua, library);
  }
}
