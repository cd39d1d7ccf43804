package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;

/** Makes Lua's own four searchers: {@code createsearcherstable} of loadlib.c. */
final class OwnSearchers {

  static final List<String> NAMES =
      List.of(PreloadSearcher.NAME, PathSearcher.NAME, CpathSearcher.NAME, AllInOneSearcher.NAME);

  private final LuaRuntime lua;
  private final LuaTable packageTable;
  private final LuaTable preload;
  private final ModuleFiles files;
  private final @Nullable Libraries libraries;
  private final boolean live;

  /**
   * @param libraries null in a sandbox, which has none
   * @param live whether modules may be reloaded
   */
  OwnSearchers(
      LuaRuntime lua,
      LuaTable packageTable,
      LuaTable preload,
      ModuleFiles files,
      @Nullable Libraries libraries,
      boolean live) {
    this.lua = lua;
    this.packageTable = packageTable;
    this.preload = preload;
    this.files = files;
    this.libraries = libraries;
    this.live = live;
  }

  /** Returns the settings of the searcher of a name, none if it is none of the four. */
  static List<Setting<?>> settings(String name) {
    return name.equals(PathSearcher.NAME) ? List.of(PathSearcher.BINARY) : List.of();
  }

  ModuleSearcher create(String name, SearchContext context) {
    return switch (name) {
      case PreloadSearcher.NAME -> new PreloadSearcher(lua.level(), preload);
      case PathSearcher.NAME ->
          new PathSearcher(lua, packageTable, files, PathSearcher.BINARY.read(context), live);
      case CpathSearcher.NAME -> new CpathSearcher(packageTable, libraries);
      case AllInOneSearcher.NAME -> new AllInOneSearcher(packageTable, libraries);
      default -> throw new IllegalStateException(name);
    };
  }
}
