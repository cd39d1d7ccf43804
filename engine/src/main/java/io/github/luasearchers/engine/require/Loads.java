package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.LuaModule;
import io.github.luasearchers.engine.ReloadReport;
import io.github.luasearchers.engine.vm.Callers;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/**
 * Sees the search for each module, and its load, begin and end. Whatever is to know of them hangs
 * here: where loaded modules come from and what they require, what an error tells of who required
 * them, and the host's listener.
 */
public final class Loads {

  /** No more calls than these are looked at to find out who requires a module. */
  private static final int FAR = 200;

  private final LuaRuntime lua;
  private final Observers observers;
  private final ReloadMode mode;

  /** The modules that are loaded, or loading, in the order of their loads. */
  private final Map<String, ModuleRecord> records = new LinkedHashMap<>();

  /** The searches that have not come to a load. */
  private final Map<String, ModuleRecord> sought = new HashMap<>();

  /** The modules by the chunk names of their code. */
  private final Map<LuaString, ModuleRecord> byCode = new HashMap<>();

  /** What a reload has found and compiled, and {@code require} is to load. */
  private final Map<String, Prepared> prepared = new HashMap<>();

  private @Nullable LoadHook hook;
  private @Nullable String expected;
  private long first;
  private int loading;

  /** How often what is known has changed. */
  private int changes;

  Loads(LuaRuntime lua, Observers observers, ReloadMode mode) {
    this.lua = lua;
    this.observers = observers;
    this.mode = mode;
  }

  /** Returns whether and how modules are reloaded. */
  public ReloadMode mode() {
    return mode;
  }

  // ---- what is known

  /** Returns a number that is another one after each change of what is known. */
  public int changes() {
    return changes;
  }

  /** Returns what is known of a module; null if {@code require} has not loaded it. */
  public @Nullable ModuleRecord record(String module) {
    return records.get(module);
  }

  /** Returns what is known of all modules, in the order in which they were loaded. */
  public Collection<ModuleRecord> records() {
    return records.values();
  }

  /** Returns the modules whose code requires a module, in the order of their loads. */
  public List<String> requirers(String module) {
    List<String> all = new ArrayList<>();
    for (ModuleRecord each : records.values()) {
      if (each.requires().contains(module)) {
        all.add(each.name());
      }
    }
    return all;
  }

  /** Returns the same as hosts get to know it. */
  LuaModule describe(ModuleRecord record) {
    return record.describe(first);
  }

  /** Returns those who are told of searches and loads. */
  Observers observers() {
    return observers;
  }

  /** Forgets a module that is loaded no longer. */
  public void forget(String module) {
    @Nullable ModuleRecord record = records.remove(module);
    if (record != null) {
      @Nullable LuaString chunkName = record.chunkName();
      if (chunkName != null) {
        byCode.remove(chunkName, record);
      }
      changes++;
    }
  }

  /** Returns all that is known, for {@link #restore}. */
  public Map<String, ModuleRecord> save() {
    return new LinkedHashMap<>(records);
  }

  /** Makes what was known before what is known: what has happened since is undone. */
  public void restore(Map<String, ModuleRecord> before) {
    records.clear();
    byCode.clear();
    for (ModuleRecord each : before.values()) {
      put(each);
    }
  }

  private void put(ModuleRecord record) {
    records.put(record.name(), record);
    changes++;
    @Nullable LuaString chunkName = record.chunkName();
    if (chunkName != null) {
      byCode.put(chunkName, record);
    }
  }

  // ---- who requires what

  /** Tells whether what is loaded already is to be noted when it is required. */
  boolean isNoting() {
    return loading > 0 || mode != ReloadMode.OFF || observers.seesCached();
  }

  /** Says that the host, or a reload, requires a module next, and no code. */
  void expect(String module) {
    expected = module;
  }

  /** Notes who has called {@code require} for a module. */
  void note(String module) {
    if (module.equals(expected)) {
      return;
    }
    @Nullable ModuleRecord requirer = requirer();
    if (requirer != null) {
      if (!requirer.name().equals(module)) {
        requirer.requires(module);
      }
    } else {
      want(records.get(module));
    }
  }

  /** Tells that a module was required that is loaded already. */
  void cached(String module) {
    if (observers.seesCached()) {
      observers.cached(module, records.get(module));
    }
  }

  private static void want(@Nullable ModuleRecord record) {
    if (record != null) {
      record.want();
    }
  }

  /**
   * Returns the module whose code calls {@code require}: the innermost function that is of a
   * module's text, or was called by a module's loader.
   */
  private @Nullable ModuleRecord requirer() {
    Callers callers = lua.callers();
    for (int i = 0; i < FAR && callers.next(); i++) {
      @Nullable LuaString source = callers.source();
      @Nullable ModuleRecord known = source == null ? null : byCode.get(source);
      if (known == null && callers.waiting() instanceof Require.Load load) {
        known = load.record();
      }
      if (known != null) {
        return known;
      }
    }
    return null;
  }

  /** Returns the modules that are being loaded from one to the innermost; null if it is not. */
  @Nullable List<String> cycle(String module) {
    List<String> names = new ArrayList<>();
    Callers callers = lua.callers();
    while (callers.next()) {
      if (callers.waiting() instanceof Require.Load load) {
        names.add(0, load.record().name());
        if (load.record().name().equals(module)) {
          return names;
        }
      }
    }
    return null;
  }

  // ---- searches

  /** Begins the search for a module. */
  void beginSearch(String module) {
    observers.beginSearch();
    long now = System.nanoTime();
    if (first == 0) {
      first = now;
    }
    sought.put(module, new ModuleRecord(module, now));
  }

  /** Ends a search that came to nothing: where the module was found before does not count more. */
  void missed(String module) {
    sought.remove(module);
    forget(module);
  }

  /**
   * Asks a searcher.
   *
   * @throws SearchError if a place can't be looked into, or the module can't be loaded
   */
  Finding ask(ModuleSearcher searcher, String searcherName, LuaString name, String module) {
    Finding finding = observers.ask(searcher, searcherName, name, module);
    if (finding.isLoader()) {
      @Nullable ModuleRecord search = sought.get(module);
      if (search != null) {
        search.found(finding, new Origin(searcherName, finding.origin()));
      }
    }
    return finding;
  }

  // ---- reloads

  /** Tells the host's listener what came of a reload. */
  public void reloaded(ReloadReport report) {
    observers.reloaded(report);
  }

  /** Tells it that one has failed. */
  public void reloadFailed(String reason) {
    observers.reloadFailed(reason);
  }

  // ---- what a reload has found

  /** Sets who is told of loads; null for nobody. */
  public void setHook(@Nullable LoadHook hook) {
    this.hook = hook;
  }

  /** Has {@code require} load what was found, instead of searching. */
  public void prepare(String module, Prepared found) {
    prepared.put(module, found);
  }

  /** Notes that a search found what a reload had found before, and returns its results. */
  Varargs found(String module, Prepared ready) {
    Finding finding = ready.finding();
    @Nullable ModuleRecord search = sought.get(module);
    if (search != null) {
      search.found(finding, new Origin(ready.searcher(), finding.origin()));
    }
    return Objects.requireNonNull(finding.results(), "a reload prepares loaders only");
  }

  /** Forgets what was prepared, and not loaded. */
  public void clearPrepared() {
    prepared.clear();
    expected = null;
  }

  /** Takes what a reload has found for a module; null if it is to be searched for. */
  @Nullable Prepared takePrepared(String module) {
    return prepared.isEmpty() ? null : prepared.remove(module);
  }

  // ---- loads

  /** Begins the load of a module that was found. */
  ModuleRecord begin(String module, LuaFunction loader) {
    @Nullable ModuleRecord record = sought.remove(module);
    if (record == null) { // a searcher of the script's own has required it
      record = new ModuleRecord(module, System.nanoTime());
    }
    boolean byHost = module.equals(expected);
    expected = null;
    @Nullable ModuleRecord requirer = byHost ? null : requirer();
    record.begin(loader, requirer == null ? null : requirer.name(), records.get(module));
    if (requirer != null && !requirer.name().equals(module)) {
      requirer.requires(module);
    } else if (requirer == null && !byHost) {
      record.want();
    }
    forget(module);
    put(record);
    observers.begin(record);
    loading++;
    if (hook != null) {
      hook.begin(record);
    }
    return record;
  }

  /** Ends the load of a module. */
  void end(ModuleRecord record) {
    loading--;
    record.end();
    if (hook != null) {
      hook.end(record);
    }
    observers.end(record, observers.seesLoads() ? place() : null, true);
  }

  /** Ends a load with an error, which gets told from where the module was required. */
  void fail(ModuleRecord record, LuaError error) {
    loading--;
    if (hook != null) {
      hook.end(record);
    }
    @Nullable String place = place();
    if (place != null) {
      RequiredFrom.tell(error, place);
    }
    observers.end(record, place, false);
  }

  /** Returns where the call of {@code require} is that runs, null if in no Lua code. */
  private @Nullable String place() {
    String where = lua.where(1);
    return where.endsWith(": ") ? where.substring(0, where.length() - 2) : null;
  }
}
