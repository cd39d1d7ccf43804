package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.LuaModule;
import io.github.luasearchers.engine.compiler.Dump;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptStopped;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.SearchResult;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;

/**
 * The modules of one engine, for those who look at them, unload them or load them anew. Used by the
 * thread that has the engine's turn.
 */
public final class Modules {

  private final LuaRuntime lua;
  private final LuaTable packageTable;
  private final LuaTable loaded;
  private final Loads loads;
  private final LuaFunction require;
  private final LiveSettings settings;
  private final Providers providers;

  Modules(
      LuaRuntime lua,
      LuaTable packageTable,
      LuaTable loaded,
      Loads loads,
      LuaFunction require,
      LiveSettings settings,
      Providers providers) {
    this.lua = lua;
    this.packageTable = packageTable;
    this.loaded = loaded;
    this.loads = loads;
    this.require = require;
    this.settings = settings;
    this.providers = providers;
  }

  /** Returns what scripts know as {@code require}. */
  public LuaFunction requireFunction() {
    return require;
  }

  /** Returns what is known of searches and loads. */
  public Loads loads() {
    return loads;
  }

  /** Returns the settings for reloads. */
  public LiveSettings settings() {
    return settings;
  }

  /** Tells whether modules may be reloaded. */
  public boolean areLive() {
    return loads.mode() != ReloadMode.OFF;
  }

  /** Tells whether they are reloaded when what they were loaded from changes. */
  public boolean isWatched() {
    return loads.mode() == ReloadMode.WATCH;
  }

  /** Returns the table of {@code package.loaded}, as the registry has it. */
  public LuaTable loaded() {
    return loaded;
  }

  public LuaTable packageTable() {
    return packageTable;
  }

  /** Returns what {@code package.loaded} has for a module, nil for nothing. */
  public LuaValue value(String module) {
    return loaded.rawget(LuaText.of(module));
  }

  /** Sets what {@code package.loaded} has for a module; nil for nothing. */
  public void setValue(String module, LuaValue value) {
    loaded.rawset(LuaText.of(module), value);
  }

  /**
   * Requires a module as a script does.
   *
   * @throws LuaError what {@code require} raises
   */
  public LuaValue require(String module) {
    loads.expect(module);
    return lua.call(require, (Varargs) LuaText.of(module)).arg1();
  }

  /** Returns the modules that {@code require} has loaded, in the order of their loads. */
  public List<LuaModule> describe() {
    List<LuaModule> all = new ArrayList<>();
    for (ModuleRecord each : loads.records()) {
      if (!value(each.name()).isnil()) {
        all.add(loads.describe(each));
      }
    }
    return all;
  }

  // ---- finding

  /**
   * Finds and compiles a module as {@code require} would, and runs no more than the searchers that
   * the script itself has added.
   *
   * @throws LuaError if it is nowhere, can't be looked for, or is no Lua
   */
  public Prepared prepare(String module) {
    StringBuilder missed = new StringBuilder();
    @Nullable Prepared found = find(module, missed);
    if (found == null) {
      throw SearchError.toLua(
          lua, "module '" + LuaText.excerpt(module) + "' not found:" + missed, 0, null);
    }
    return found;
  }

  /**
   * The same; null if it is nowhere.
   *
   * @param missed gets the places, as the message of {@code require} has them
   */
  public @Nullable Prepared find(String module, StringBuilder missed) {
    LuaTable searchers = searchers();
    for (int i = 1; !searchers.rawget(i).isnil(); i++) {
      Prepared found = ask(searchers.rawget(i), module, missed);
      if (found.finding().isLoader()) {
        return found;
      }
    }
    return null;
  }

  /**
   * Returns what is in {@code package.searchers}, for a look at what there is that runs no Lua.
   *
   * @throws LuaError if it is no table
   */
  public List<Finder> finders() {
    LuaTable searchers = searchers();
    List<Finder> finders = new ArrayList<>();
    for (int i = 1; !searchers.rawget(i).isnil(); i++) {
      finders.add(
          searchers.rawget(i) instanceof SearcherFunction own ? own.finder() : Finder.ofScript(i));
    }
    return finders;
  }

  /**
   * Charges the evaluation for work that other threads have done for it.
   *
   * @throws ScriptStopped if a limit is reached
   */
  public void charge(int work) {
    lua.spend(work);
  }

  /** Returns what ends the evaluation after this thread was interrupted as it waited for others. */
  public ScriptStopped interrupted() {
    Thread.currentThread().interrupt();
    lua.stopIfWoken();
    return ScriptStopped.interrupted();
  }

  /** Returns the sentences about searchers that there are not, which say why. */
  public List<String> leftOut() {
    return providers.leftOut().sentences();
  }

  /**
   * Returns the text that a module was loaded from; null if nobody can tell any more, or if it has
   * none.
   *
   * @throws IOException if it was not kept, and can't be read again
   */
  public byte @Nullable [] text(ModuleRecord record) throws IOException {
    @Nullable LoadedCode code = record.code();
    if (code == null) {
      return null;
    }
    byte @Nullable [] certain = code.certainBytes();
    if (certain != null) {
      return certain;
    }
    byte[] now = code.source().content().read();
    boolean same =
        record.loader() instanceof Closure running
            && isCodeOf(running.prototype(), now, code.source().chunkName());
    return same ? now : null;
  }

  /** Tells whether bytes compile to the code that runs. */
  private boolean isCodeOf(Prototype running, byte[] bytes, String chunkName) throws IOException {
    try {
      Prototype now =
          SourceLoader.isBinary(bytes)
              ? lua.loadPrototype(new ByteArrayInputStream(bytes), chunkName, "b")
              : lua.compileFile(bytes, chunkName);
      return Arrays.equals(
          Dump.dump(running, false, lua.level()), Dump.dump(now, false, lua.level()));
    } catch (LuaError e) {
      return false;
    }
  }

  private LuaTable searchers() {
    if (packageTable.get("searchers") instanceof LuaTable searchers) {
      return searchers;
    }
    throw lua.error("'package.searchers' must be a table", 0);
  }

  private Prepared ask(LuaValue searcher, String module, StringBuilder missed) {
    Prepared found;
    if (searcher instanceof SearcherFunction own) {
      try {
        found = new Prepared(own.name(), own.find(LuaText.of(module), module));
      } catch (SearchError e) {
        throw e.toLua(lua, 0);
      }
    } else {
      Varargs results = lua.call(searcher, (Varargs) LuaText.of(module));
      found = new Prepared("", Finding.value(results.arg1(), results.arg(2)));
    }
    for (String sentence : found.finding().sentences()) {
      missed.append("\n\t").append(sentence);
    }
    return found;
  }

  /**
   * Returns the files along {@code package.path} that would have been taken for a module before the
   * one that was.
   */
  public List<String> placesBefore(ModuleRecord record) {
    List<String> places = new ArrayList<>();
    LuaValue path = packageTable.rawget(PathSearcher.NAME);
    if (PathSearcher.NAME.equals(record.searcher()) && path.isstring()) {
      String part = FilePath.part(record.name(), ".", File.separator);
      for (String template : FilePath.split(ByteText.decode(lua.text(path)), lua.level())) {
        String file = FilePath.fileName(template, part);
        if (file.equals(record.place())) {
          break;
        }
        places.add(file);
      }
    }
    return places;
  }

  /** What a look at the places of a module has found. */
  public enum Change {
    /** The content that is loaded, or nobody can tell. */
    NONE,
    /** Other content, here or earlier in the order. */
    OTHER,
    /** Nothing: the module is nowhere. */
    GONE,
    /** A place that can't be looked into. */
    UNKNOWN
  }

  /**
   * Tells whether a module would now be loaded from other content. Runs no Lua: searchers that the
   * script has added are not asked.
   */
  public Change change(ModuleRecord record) {
    if (record.code() == null) {
      return Change.NONE;
    }
    if (!(packageTable.rawget("searchers") instanceof LuaTable searchers)) {
      return Change.UNKNOWN;
    }
    try {
      for (int i = 1; !searchers.rawget(i).isnil(); i++) {
        if (searchers.rawget(i) instanceof SearcherFunction own) {
          SearchResult result = own.locate(record.name());
          if (!(result instanceof SearchResult.NotFound)) {
            return differs(record, own.name(), result) ? Change.OTHER : Change.NONE;
          }
        }
      }
      return Change.GONE;
    } catch (SearchError | IOException e) {
      return Change.UNKNOWN;
    }
  }

  private static boolean differs(ModuleRecord record, String searcher, SearchResult result)
      throws IOException {
    @Nullable LoadedCode code = record.code();
    if (code == null || !(result instanceof SearchResult.Source source)) {
      return true;
    }
    return !record.isOf(searcher, source) && !code.has(source.content().read());
  }
}
