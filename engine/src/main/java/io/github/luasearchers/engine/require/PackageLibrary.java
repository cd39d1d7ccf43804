package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.ModuleLocation;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.LazyContents;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Lua's package library for one engine: {@code require}, {@code package}, and the searchers behind
 * them. Methods bear the names that PUC's loadlib.c gives them.
 */
public final class PackageLibrary implements AutoCloseable, LazyContents {

  private static final LuaString SEARCHERS = StringTable.name("searchers");
  private static final LuaString PATH = StringTable.name("path");
  private static final LuaString CPATH = StringTable.name("cpath");
  private static final LuaString CONFIG = StringTable.name("config");
  private static final LuaString LOADED = StringTable.name("loaded");
  private static final LuaString PRELOAD = StringTable.name("preload");
  private static final LuaString PACKAGE = StringTable.name("package");

  private final LuaRuntime lua;
  private final PackageOptions options;
  private final LuaTable packageTable;
  private final LuaTable loaded = new Table();
  private final LuaTable preload = new Table();
  private final LuaTable searchers = new Table();
  private final Loads loads;
  private final Require require;
  private final Modules modules;

  // What finds modules. A script that requires none has none of it.

  private List<SearcherFunction> made = List.of();
  private boolean searchersClose;
  private @Nullable Libraries libraries;

  private PackageLibrary(LuaRuntime lua, PackageOptions options, boolean late) {
    this.lua = lua;
    this.options = options;
    this.packageTable = late ? new Table(this) : new Table();
    LiveSettings live = new LiveSettings(options.settings());
    live.check();
    Observers observers = new Observers(lua, options.listener(), live.trace());
    this.loads = new Loads(lua, observers, live.mode());
    this.require =
        new Require(lua, packageTable, loaded, loads, options.providers(), live.isAcyclic());
    this.modules =
        new Modules(lua, packageTable, loaded, loads, require, live, options.providers());
  }

  /**
   * Puts {@code require} and {@code package} into the standard library, and at level 5.2 {@code
   * module} as well. Where no setting could be wrong, the rest is left for the first use.
   *
   * @param library the rest of the standard library, whose tables {@code package.loaded} gets
   * @throws IllegalArgumentException if a setting can't be used; the message is for the user
   */
  public static PackageLibrary open(LuaRuntime lua, LuaTable library, PackageOptions options) {
    if (!options.isPlain()) {
      return open(lua, library, options, Platform.current());
    }
    PackageLibrary opened = new PackageLibrary(lua, options, true);
    opened.addTo(library);
    return opened;
  }

  /** The same, at once. */
  static PackageLibrary open(
      LuaRuntime lua, LuaTable library, PackageOptions options, Platform platform) {
    PackageLibrary opened = new PackageLibrary(lua, options, false);
    opened.fill(platform);
    opened.addTo(library);
    return opened;
  }

  // ---- the global functions

  private void addTo(LuaTable library) {
    library.rawset(PACKAGE, packageTable);
    require.addTo(library);
    if (isCompatible()) {
      new ModuleFunction(lua, "module", ModuleFunction.MODULE, loaded).addTo(library);
    }
    fillLoaded(library);
  }

  /** Tells whether Debian's interpreter of this level keeps what Lua 5.1 had. */
  private boolean isCompatible() {
    return !lua.level().atLeast(Level.LUA_5_3);
  }

  private void fillLoaded(LuaTable library) {
    Varargs next = library.next(LuaValue.NIL);
    while (!next.arg1().isnil()) {
      if (next.arg(2) instanceof LuaTable part) {
        loaded.rawset(next.arg1(), part);
      }
      next = library.next(next.arg1());
    }
    if (loaded.rawget("_G").isnil()) {
      loaded.rawset("_G", lua);
    }
    lua.setLoadedTable(loaded);
    lua.setPreloadTable(preload);
  }

  // ---- the table

  @Override
  public void fill(Table table) {
    try {
      fill(Platform.current());
    } catch (IllegalArgumentException | LinkageError e) {
      String problem = "the searchers can't be made: " + e.getMessage();
      throw SearchError.toLua(lua, problem, 0, e);
    }
  }

  private void fill(Platform platform) {
    boolean sandboxed = options.places() != null;
    ModuleFiles files = new ModuleFiles(lua, platform, options.places());
    // A sandbox links no library.
    libraries = sandboxed ? null : new Libraries(lua, packageTable, options, files);
    fillFields(platform);
    fillFunctions(files);
    fillPreload();
    OwnSearchers own =
        new OwnSearchers(lua, packageTable, preload, files, libraries, modules.areLive());
    // Last, as a provider may well look into the table while it makes its searcher.
    made = new Searchers(lua, packageTable, options, own, loads).create();
    loads
        .observers()
        .announce(
            new SearchersLine(
                made, options.providers().searchers(), options.providers().discovery()));
    for (SearcherFunction searcher : made) {
      searchers.rawset(searchers.rawlen() + 1, searcher);
      searchersClose |= searcher.searcher().holdsResources();
    }
  }

  private void fillFields(Platform platform) {
    LuaString path = path(platform, "path", "LUA_PATH", platform.standardPath(lua.level()));
    if (options.places() != null) {
      options.places().add(FilePath.split(ByteText.decode(path), lua.level()));
    }
    packageTable.rawset(SEARCHERS, searchers);
    packageTable.rawset(PATH, path);
    packageTable.rawset(CPATH, cpath(platform));
    packageTable.rawset(CONFIG, platform.config());
    packageTable.rawset(LOADED, loaded);
    packageTable.rawset(PRELOAD, preload);
  }

  private LuaString cpath(Platform platform) {
    return libraries == null
        ? LuaValue.EMPTYSTRING
        : path(platform, "cpath", "LUA_CPATH", platform.standardCpath(lua.level()));
  }

  private LuaString path(Platform platform, String field, String variable, LuaString standard) {
    Level level = lua.level();
    String versioned = variable + "_" + level.version().replace('.', '_');
    Optional<String> set = options.settings().get("lua." + field, versioned, variable);
    if (set.isPresent()) {
      return platform.path(set.get(), standard, level);
    }
    return options.places() == null ? standard : LuaValue.EMPTYSTRING;
  }

  private void fillFunctions(ModuleFiles files) {
    if (libraries != null) {
      new PackageFunction(lua, "loadlib", PackageFunction.LOADLIB, files, libraries)
          .addTo(packageTable);
    }
    new PackageFunction(lua, "searchpath", PackageFunction.SEARCHPATH, files, libraries)
        .addTo(packageTable);
    if (isCompatible()) {
      packageTable.rawset(StringTable.name("loaders"), searchers);
      new ModuleFunction(lua, "seeall", ModuleFunction.SEEALL, loaded).addTo(packageTable);
    }
  }

  private void fillPreload() {
    for (Map.Entry<String, LuaFunction> module : options.preload().entrySet()) {
      preload.rawset(LuaText.of(module.getKey()), module.getValue());
    }
  }

  /**
   * Opens the modules that the host wants opened at once: {@code luaL_requiref} for each.
   *
   * @param library gets them as global variables
   * @throws IllegalArgumentException if one can't be opened; the message is for the user
   */
  public void openModules(LuaTable library) {
    if (options.opened().isEmpty()) {
      return;
    }
    LuaTable globals = lua.enter(library);
    try {
      for (Map.Entry<String, LuaFunction> module : options.opened().entrySet()) {
        library.rawset(LuaText.of(module.getKey()), open(module.getKey(), module.getValue()));
      }
    } finally {
      lua.enter(globals);
    }
  }

  private LuaValue open(String moduleName, LuaFunction opener) {
    LuaString name = LuaText.of(moduleName);
    LuaValue known = loaded.rawget(name);
    if (known.toboolean()) {
      return known;
    }
    try {
      LuaValue result = lua.call(opener, (Varargs) name).arg1();
      if (!result.isnil()) {
        loaded.rawset(name, result);
      } else if (loaded.rawget(name).isnil()) {
        loaded.rawset(name, LuaValue.TRUE);
      }
      return loaded.rawget(name);
    } catch (LuaError e) {
      String problem = "the module '" + moduleName + "' can't be opened: " + e.getMessage();
      throw new IllegalArgumentException(problem, e);
    }
  }

  /** Returns the modules that are loaded, for those who watch and reload them. */
  public Modules modules() {
    return modules;
  }

  /** Returns the table that scripts know as {@code package}. */
  public LuaTable packageTable() {
    return packageTable;
  }

  // ---- for the host

  /**
   * Tells where {@code require} would take a module from, and runs no Lua. A function that the
   * script has added to {@code package.searchers} is named, not asked.
   *
   * @throws IllegalStateException if a searcher fails, as {@code require} would; the message says
   *     how
   */
  public ModuleLocation which(String moduleName) {
    if (loaded.rawget(LuaText.of(moduleName)).toboolean()) {
      return loadedFrom(moduleName, loads.record(moduleName));
    }
    try {
      return new Which(packageTable, moduleName, options.providers().leftOut()).ask();
    } catch (SearchError e) {
      throw new IllegalStateException(e.text(), e);
    }
  }

  private static ModuleLocation loadedFrom(String moduleName, @Nullable ModuleRecord record) {
    return new ModuleLocation(
        moduleName,
        ModuleLocation.State.LOADED,
        record == null ? Optional.empty() : Optional.ofNullable(record.searcher()),
        record == null ? Optional.empty() : Optional.ofNullable(record.place()),
        List.of());
  }

  /** Tells whether there is anything to close: a searcher that says how, or a library. */
  public boolean holdsResources() {
    return searchersClose || (libraries != null && !libraries.isEmpty());
  }

  /**
   * Closes the searchers and the libraries, each once.
   *
   * @throws RuntimeException what the first of them threw; the others are closed all the same
   */
  @Override
  public void close() {
    Map<String, AutoCloseable> all =
        libraries == null ? new LinkedHashMap<>() : libraries.release();
    for (SearcherFunction searcher : made) {
      all.put("the searcher '" + searcher.name() + "'", searcher.searcher());
    }
    made = List.of();
    Closing.closeAll(all);
  }
}
