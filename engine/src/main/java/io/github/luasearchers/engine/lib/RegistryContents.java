package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.lib.io.IoLib;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.LazyContents;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;

/** What the standard library has in the registry, where C code finds it. */
final class RegistryContents implements LazyContents {

  private final LuaTable globals;
  private final LateLibrary library;

  RegistryContents(LuaTable globals, LateLibrary io) {
    this.globals = globals;
    this.library = io;
  }

  @Override
  public void fill(Table registry) {
    registry.rawset(LuaInteger.valueOf(2), globals);
    @Nullable IoLib io = library.io();
    if (io != null) {
      registry.rawset(StringTable.name("FILE*"), io.metatable());
    }
  }
}
