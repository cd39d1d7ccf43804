package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.lib.io.IoLib;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.LazyContents;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;

/** The contents of a library's table, which are made when the table is first looked into. */
final class LateLibrary implements LazyContents {

  private final LuaRuntime lua;
  private final String name;

  /** {@code table.unpack}, which may be a global function too. */
  private final @Nullable Unpack unpack;

  private @Nullable Table table;

  /** The library {@code io}, once it is open. */
  private @Nullable IoLib io;

  private LateLibrary(LuaRuntime lua, String name, @Nullable Unpack unpack) {
    this.lua = lua;
    this.name = name;
    this.unpack = unpack;
  }

  /** Puts a library's table among the globals. */
  static LateLibrary open(LuaRuntime lua, LuaTable globals, String name) {
    return open(lua, globals, name, null);
  }

  static LateLibrary open(LuaRuntime lua, LuaTable globals, String name, @Nullable Unpack unpack) {
    LateLibrary library = new LateLibrary(lua, name, unpack);
    library.table = new Table(library);
    globals.rawset(StringTable.name(name), library.table);
    return library;
  }

  /** Returns the library {@code io}, which this opens. */
  @Nullable IoLib io() {
    if (table != null) {
      table.rawget(StringTable.name(name)); // any look into it fills it
    }
    return io;
  }

  /** Writes out what the files of this library have in their buffers. */
  void flush() {
    if (io != null) {
      io.flush();
    }
  }

  /** Closes the files of this library. */
  void close() {
    if (io != null) {
      io.close();
    }
  }

  @Override
  public void fill(Table table) {
    switch (name) {
      case "bit32" -> Bit32Lib.fill(lua, table);
      case "coroutine" -> CoroutineLib.fill(lua, table);
      case "debug" -> DebugLib.fill(lua, table);
      case "io" -> io = IoLib.fill(lua, table);
      case "math" -> MathLib.fill(lua, table);
      case "os" -> OsLib.fill(lua, table, false);
      case "string" -> StringLib.fill(lua, table);
      case "table" -> fillTable(table);
      case "utf8" -> Utf8Lib.fill(lua, table);
      default -> throw new IllegalStateException(name);
    }
  }

  private void fillTable(Table table) {
    TableLib.fill(lua, table);
    if (unpack != null) {
      table.rawset(StringTable.name(unpack.name()), unpack);
    }
  }
}
