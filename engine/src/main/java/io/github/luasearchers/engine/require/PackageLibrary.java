package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.vm.Level;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.LuaText;
import io.github.luasearchers.engine.vm.ScriptError;
import io.github.luasearchers.engine.vm.Table;
import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcherProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
public final class PackageLibrary implements AutoCloseable {

  private static final Platform PLATFORM = Platform.current();

  private static final LuaString SEARCHERS = LuaString.valueOf("searchers");
  private static final LuaString PATH = LuaString.valueOf("path");
  private static final LuaString CPATH = LuaString.valueOf("cpath");
  private static final LuaString CONFIG = LuaString.valueOf("config");
  private static final LuaString LOADED = LuaString.valueOf("loaded");
  private static final LuaString PRELOAD = LuaString.valueOf("preload");
  private static final LuaString LOADLIB = LuaString.valueOf("loadlib");
  private static final LuaString SEARCHPATH = LuaString.valueOf("searchpath");
  private static final LuaString PACKAGE = LuaString.valueOf("package");
  private static final LuaString REQUIRE = LuaString.valueOf("require");

  private final LuaRuntime lua;
  private final PackageOptions options;
  private final Platform platform;
  private final LuaTable packageTable = new Table();
  private final LuaTable loaded = new Table();
  private final LuaTable preload = new Table();
  private final SourceLoader loader;
  private final Libraries libraries;
  private final Map<String, Found> found = new HashMap<>();
  private List<SearcherFunction> searchers = List.of();
  private boolean searchersClose;

  /** Keeps the discovery of this class loader alive as long as there is an engine that uses it. */
  private final Discovery discovery;

  /** Whether someone asks what would happen, so that no Lua may run. */
  private boolean asking;

  private PackageLibrary(LuaRuntime lua, PackageOptions options, Platform platform) {
    this.lua = lua;
    this.options = options;
    this.platform = platform;
    this.loader = new SourceLoader(lua);
    this.discovery = Discovery.of(options.classLoader());
    this.libraries = new Libraries(this, discovery);
  }

  /**
   * Puts {@code require} and {@code package} into the standard library, and at level 5.2 {@code
   * module} as well.
   *
   * @param library the rest of the standard library, whose tables {@code package.loaded} gets
   * @throws IllegalArgumentException if a setting can't be used; the message is for the user
   */
  public static PackageLibrary open(LuaRuntime lua, LuaTable library, PackageOptions options) {
    return open(lua, library, options, PLATFORM);
  }

  static PackageLibrary open(
      LuaRuntime lua, LuaTable library, PackageOptions options, Platform platform) {
    PackageLibrary opened = new PackageLibrary(lua, options, platform);
    opened.searchers = Searchers.create(opened, opened.discovery);
    for (SearcherFunction function : opened.searchers) {
      opened.searchersClose |= Closing.matters(function.searcher());
    }
    opened.fillPackage();
    opened.fillPreload();
    opened.fillLibrary(library);
    opened.fillLoaded(library);
    return opened;
  }

  private void fillPackage() {
    LuaTable functions = new Table(searchers.size(), 0);
    for (int i = 0; i < searchers.size(); i++) {
      functions.rawset(i + 1, searchers.get(i));
    }
    packageTable.rawset(SEARCHERS, functions);
    LuaString path = path("path", "LUA_PATH", platform.standardPath(lua.level()));
    packageTable.rawset(PATH, path);
    if (options.places() != null) {
      options.places().add(FilePath.split(ByteText.decode(path), lua.level()));
    }
    packageTable.rawset(CPATH, cpath());
    packageTable.rawset(CONFIG, platform.config());
    packageTable.rawset(LOADED, loaded);
    packageTable.rawset(PRELOAD, preload);
    if (linksLibraries()) {
      packageTable.rawset(LOADLIB, new PackageFunction(this, "loadlib", PackageFunction.LOADLIB));
    }
    packageTable.rawset(
        SEARCHPATH, new PackageFunction(this, "searchpath", PackageFunction.SEARCHPATH));
    if (isCompatible()) {
      packageTable.rawset("loaders", functions);
      packageTable.rawset("seeall", new PackageFunction(this, "seeall", PackageFunction.SEEALL));
    }
  }

  private LuaString cpath() {
    return linksLibraries()
        ? path("cpath", "LUA_CPATH", platform.standardCpath(lua.level()))
        : LuaValue.EMPTYSTRING;
  }

  private LuaString path(String field, String variable, LuaString standard) {
    Level level = lua.level();
    String versioned = variable + "_" + level.version().replace('.', '_');
    Optional<String> set = options.settings().get("lua." + field, versioned, variable);
    if (set.isPresent()) {
      return platform.path(set.get(), standard, level);
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

  /** Returns the names of the searchers and linkers there are, used or not. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(discovery.searchers().keySet());
    for (LuaSearcherProvider provider : options.searchers()) {
      names.add(provider.name());
    }
    for (LibraryLinker linker : libraries.linkers()) {
      names.add(linker.name());
    }
    return names;
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
    return platform;
  }

  SourceLoader loader() {
    return loader;
  }

  Libraries libraries() {
    return libraries;
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
    return new ScriptError(ByteText.encode(lua.where(level) + text), cause);
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
    return searchersClose || !libraries.isEmpty();
  }

  /**
   * Closes the searchers and the libraries, each once.
   *
   * @throws RuntimeException what the first of them threw; the others are closed all the same
   */
  @Override
  public void close() {
    List<AutoCloseable> all = libraries.release();
    for (SearcherFunction searcher : searchers) {
      all.add(searcher.searcher());
    }
    searchers = List.of();
    Closing.closeAll(all);
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
