package io.github.luasearchers.engine;

import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.require.PackageLibrary;
import io.github.luasearchers.engine.require.PackageOptions;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Sibling;
import io.github.luasearchers.engine.vm.Table;
import org.luaj.vm2.LuaTable;

/** A universe that C code has made ({@code lua_newstate}). The host does not know it. */
final class SiblingState implements Sibling {

  private final LuaRuntime lua;
  private final LuaTable library = new Table();
  private final StandardLibrary standard;
  private final PackageLibrary packages;

  SiblingState(LuaRuntime first, PackageOptions options) {
    lua = new LuaRuntime(first.level());
    lua.STDOUT = first.STDOUT;
    lua.STDERR = first.STDERR;
    lua.STDIN = first.STDIN;
    standard = StandardLibrary.open(lua, library);
    packages = PackageLibrary.open(lua, library, options);
    lua.setSiblings(() -> new SiblingState(lua, options));
  }

  @Override
  public LuaRuntime lua() {
    return lua;
  }

  @Override
  public LuaTable library() {
    return library;
  }

  @Override
  public void close() {
    try {
      lua.finalizers().close();
    } finally {
      standard.close();
      packages.close();
    }
  }
}
