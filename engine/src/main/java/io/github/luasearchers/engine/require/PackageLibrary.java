package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.vm.Contents;
import io.github.luasearchers.engine.vm.Level;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.LuaText;
import io.github.luasearchers.engine.vm.ScriptError;
import io.github.luasearchers.engine.vm.StringTable;
import io.github.luasearchers.engine.vm.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Lua's package library for one engine: {@code require}, {@code package}, and the searchers behind
 * them. Methods bear the names that PUC's loadlib.c gives them.
 */
public final class PackageLibrary implements AutoCloseable, Contents {

  private static final LuaString SEARCHERS = StringTable.name("searchers");
  private static final LuaString PATH = StringTable.name("path");
  private static final LuaString CPATH = StringTable.name("cpath");
  private static final LuaString CONFIG = StringTable.name("config");
  private static final LuaString LOADED = StringTable.name("loaded");
  private static final LuaString PRELOAD = StringTable.name("preload");
  private static final LuaString LOADLIB = StringTable.name("loadlib");
  private static final LuaString SEARCHPATH = StringTable.name("searchpath");
  private static final LuaString PACKAGE = StringTable.name("package");
  private static final LuaString REQUIRE = StringTable.name("require");

  private final LuaRuntime lua;
  private final PackageOptions options;
  private final LuaTable packageTable = new Table(this);
  private final LuaTable loaded = new Table();
  private final LuaTable preload = new Table();
  private final LuaTable searchers = new Table();
  private final Map<String, Found> found = new HashMap<>();

  /** What finds modules; null as long as nobody has asked for any. */
  private @Nullable Finder finder;

  /** Whether someone asks what would happen, so that no Lua may run. */
  private boolean asking;

  private PackageLibrary(LuaRuntime lua, PackageOptions options) {
    this.lua = lua;
    this.options = options;
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
    PackageLibrary opened = new PackageLibrary(lua, options);
    opened.addTo(library);
    return opened;
  }

  static PackageLibrary open(
      LuaRuntime lua, LuaTable library, PackageOptions options, Platform platform) {
    PackageLibrary opened = new PackageLibrary(lua, options);
    opened.start(platform);
    // A first look, at which the table gets its contents: the settings are read now.
    opened.packageTable.rawlen();
    opened.addTo(library);
    return opened;
  }

  private void addTo(LuaTable library) {
    fillLibrary(library);
    fillLoaded(library);
  }

  private Finder start(Platform platform) {
    Finder created = new Finder(this, platform);
    // A provider may well look into the table while it makes its searcher.
    finder = created;
    try {
      created.open(this);
    } catch (RuntimeException | Error e) {
      finder = null;
      throw e;
    }
    for (SearcherFunction searcher : created.searchers()) {
      searchers.rawset(searchers.rawlen() + 1, searcher);
    }
    return created;
  }

  /** Returns what finds modules, which the first use makes. */
  private Finder finder() {
    @Nullable Finder known = finder;
    if (known == null) {
      try {
        known = start(Platform.current());
      } catch (IllegalArgumentException | LinkageError e) {
        throw error("the searchers can't be made: " + e.getMessage(), 0, e);
      }
    }
    return known;
  }

  @Override
  public void fill(Table table) {
    Platform platform = finder().platform();
    table.rawset(SEARCHERS, searchers);
    LuaString path = path("path", "LUA_PATH", platform.standardPath(lua.level()));
    table.rawset(PATH, path);
    if (options.places() != null) {
      options.places().add(FilePath.split(ByteText.decode(path), lua.level()));
    }
    table.rawset(CPATH, cpath());
    table.rawset(CONFIG, platform.config());
    table.rawset(LOADED, loaded);
    table.rawset(PRELOAD, preload);
    if (linksLibraries()) {
      table.rawset(LOADLIB, new PackageFunction(this, "loadlib", PackageFunction.LOADLIB));
    }
    table.rawset(SEARCHPATH, new PackageFunction(this, "searchpath", PackageFunction.SEARCHPATH));
    if (isCompatible()) {
      table.rawset("loaders", searchers);
      table.rawset("seeall", new PackageFunction(this, "seeall", PackageFunction.SEEALL));
    }
    fillPreload();
  }

  private LuaString cpath() {
    return linksLibraries()
        ? path("cpath", "LUA_CPATH", platform().standardCpath(lua.level()))
        : LuaValue.EMPTYSTRING;
  }

  private LuaString path(String field, String variable, LuaString standard) {
    Level level = lua.level();
    String versioned = variable + "_" + level.version().replace('.', '_');
    Optional<String> set = options.settings().get("lua." + field, versioned, variable);
    if (set.isPresent()) {
      return platform().path(set.get(), standard, level);
    }
    return linksLibraries() ? standard : LuaValue.EMPTYSTRING;
  }

  /** Tells whether Debian's interpreter of this level keeps what Lua 5.1 had. */
  private boolean isCompatible() {
    return !lua.level().atLeast(Level.LUA_5_3);
  }

  private void fillPreload() {
    for (Map.Entry<String, LuaFunction> module : options.preload().entrySet()) {
      preload.rawset(LuaText.of(module.getKey()), module.getValue());
    }
  }

  private void fillLibrary(LuaTable library) {
    library.rawset(PACKAGE, packageTable);
    library.rawset(REQUIRE, new Require(this));
    if (isCompatible()) {
      library.rawset("module", new PackageFunction(this, "module", PackageFunction.MODULE));
    }
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
  }

  /** Returns the table that scripts know as {@code package}. */
  public LuaTable packageTable() {
    return packageTable;
  }

  /** Returns the modules that are loaded, by name: the registry's {@code _LOADED}. */
  public LuaTable loaded() {
    return loaded;
  }

  /** Returns the registry's {@code _PRELOAD}. */
  LuaTable preload() {
    return preload;
  }

  /** Tells whether there are libraries, and {@code loadlib}. A sandbox has none. */
  boolean linksLibraries() {
    return options.places() == null;
  }

  LuaRuntime lua() {
    return lua;
  }

  PackageOptions options() {
    return options;
  }

  Platform platform() {
    return finder().platform();
  }

  SourceLoader loader() {
    return finder().loader();
  }

  Libraries libraries() {
    return finder().libraries();
  }

  /** Returns what this engine has to do without, for messages. */
  List<String> leftOut() {
    return finder().leftOut().sentences();
  }

  /** Returns a field of {@code package}, as the script has left it. */
  LuaValue field(String name) {
    return asking ? packageTable.rawget(name) : packageTable.get(name);
  }

  /** Returns the searchers as the script has left them, nil if they are no table. */
  LuaValue searchers() {
    return packageTable.get(SEARCHERS);
  }

  /** Remembers where a module comes from. */
  void found(String moduleName, String searcher, String origin) {
    found.put(moduleName, new Found(searcher, origin));
  }

  /** Returns an error with a position, as {@link LuaRuntime#error}, whose text may be any bytes. */
  ScriptError error(String text, int level, @Nullable Throwable cause) {
    return new ScriptError(LuaText.ofMessage(lua.where(level) + text), cause);
  }

  /**
   * Tells where {@code require} would take a module from, and runs no Lua. A function that the
   * script has added to {@code package.searchers} is named, not asked.
   *
   * @throws IllegalStateException if a searcher fails, as {@code require} would; the message says
   *     how
   */
  public ModuleLocation which(String moduleName) {
    if (loaded.rawget(LuaText.of(moduleName)).toboolean()) {
      @Nullable Found known = found.get(moduleName);
      Optional<String> searcher = known == null ? Optional.empty() : Optional.of(known.searcher);
      Optional<String> origin = known == null ? Optional.empty() : Optional.of(known.origin);
      return new ModuleLocation(
          moduleName, ModuleLocation.State.LOADED, searcher, origin, List.of());
    }
    asking = true;
    try {
      return new Which(this, moduleName).ask();
    } catch (SearchError e) {
      throw new IllegalStateException(e.text(), e);
    } finally {
      asking = false;
    }
  }

  /** Tells whether there is anything to close: a searcher that says how, or a library. */
  public boolean holdsResources() {
    return finder != null && finder.holdsResources();
  }

  /**
   * Closes the searchers and the libraries, each once.
   *
   * @throws RuntimeException what the first of them threw; the others are closed all the same
   */
  @Override
  public void close() {
    if (finder != null) {
      finder.close();
    }
  }

  private static final class Found {

    final String searcher;
    final String origin;

    Found(String searcher, String origin) {
      this.searcher = searcher;
      this.origin = origin;
    }
  }
}
