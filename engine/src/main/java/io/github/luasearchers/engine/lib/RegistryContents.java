package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.lib.io.IoLib;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.LazyContents;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;

/** What the standard library has in the registry, where C code finds it. */
final class RegistryContents implements LazyContents {

  private final LateLibrary library;

  RegistryContents(LateLibrary io) {
    this.library = io;
  }

  @Override
  public void fill(Table registry) {
    @Nullable IoLib io = library.io();
    if (io != null) {
      registry.rawset(StringTable.name("FILE*"), io.metatable());
    }
  }
}
