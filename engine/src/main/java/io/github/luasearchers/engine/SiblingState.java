package io.github.luasearchers.engine;

import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.require.PackageLibrary;
import io.github.luasearchers.engine.require.PackageOptions;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Sibling;
import io.github.luasearchers.engine.vm.Table;
import java.util.function.Supplier;
import org.luaj.vm2.LuaTable;

/** A universe that C code has made ({@code lua_newstate}). The host does not know it. */
final class SiblingState implements Sibling {

  private final LuaRuntime lua;
  private final LuaTable library = new Table();
  private final StandardLibrary standard;
  private final PackageLibrary packages;

  /** Makes universes beside one. A class, for the first lambda of a JVM is slow to start. */
  static final class Maker implements Supplier<Sibling> {

    private final LuaRuntime first;
    private final PackageOptions options;

    Maker(LuaRuntime first, PackageOptions options) {
      this.first = first;
      this.options = options;
    }

    @Override
    public Sibling get() {
      return new SiblingState(first, options);
    }
  }

  private SiblingState(LuaRuntime first, PackageOptions options) {
    lua = new LuaRuntime(first.level());
    lua.STDOUT = first.stdout();
    lua.STDERR = first.stderr();
    lua.STDIN = first.STDIN;
    standard = StandardLibrary.open(lua, library);
    packages = PackageLibrary.open(lua, library, options);
    lua.setSiblings(new Maker(lua, options));
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
