package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.ReloadOption;
import io.github.luasearchers.engine.ReloadReport;
import io.github.luasearchers.engine.live.patch.Patch;
import io.github.luasearchers.engine.require.LiveSettings;
import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Loads modules anew, changes and unloads them. Used by the thread that has the engine's turn,
 * during an evaluation.
 */
public final class Reloads {

  private final LuaRuntime lua;
  private final Modules modules;
  private final LuaTable functions;
  private final Hooks hooks;
  private final ModuleData data = new ModuleData();
  private final Edits edits;
  private final Versions versions;
  private final ReloadNews news;
  private boolean busy;

  /** The patches that wait for calls to end. */
  private List<Patch> unsettled = new ArrayList<>();

  /** The modules that the last reload has changed. */
  private List<String> touched = List.of();

  Reloads(LuaRuntime lua, Modules modules, LuaTable functions) {
    this.lua = lua;
    this.modules = modules;
    this.functions = functions;
    this.hooks = new Hooks(lua);
    this.edits = new Edits(lua);
    this.versions = new Versions(lua, modules);
    this.news = new ReloadNews(modules.loads());
    if (modules.areLive()) {
      modules.loads().setHook(versions);
    }
  }

  // ---- for the parts of a reload

  Modules modules() {
    return modules;
  }

  Hooks hooks() {
    return hooks;
  }

  Edits edits() {
    return edits;
  }

  Versions versions() {
    return versions;
  }

  LuaRuntime lua() {
    return lua;
  }

  LuaTable globals() {
    return lua.globals();
  }

  LuaTable dataOf(String module) {
    return data.of(module);
  }

  Reloading reloading(Before before) {
    return new Reloading(lua, functions, data, before);
  }

  /** Returns the error for a module that could not be reloaded, with both origins. */
  LuaError failure(String module, @Nullable ModuleRecord before, LuaError error) {
    LuaValue value = error.getMessageObject();
    String reason =
        value instanceof LuaString text
            ? LuaText.toJava(text)
            : "(error object is a " + (value == null ? "nil" : value.typename()) + " value)";
    @Nullable String place = before == null ? null : before.place();
    String loaded = place == null ? "" : ", which was loaded from '" + place + "',";
    ScriptError failure =
        new ScriptError(
            LuaText.ofMessage(
                "module '"
                    + module
                    + "'"
                    + loaded
                    + " stays as it is, for its reload failed:\n\t"
                    + reason),
            error);
    return failure;
  }

  /** Has patches finish their work as soon as no script runs. */
  void settleLater(List<Patch> patches) {
    unsettled.addAll(patches);
  }

  /** Finishes what waited for calls to end. To be called when no script runs. */
  public void settle() {
    if (!unsettled.isEmpty()) {
      List<Patch> left = new ArrayList<>();
      for (Patch each : unsettled) {
        if (!each.settle()) {
          left.add(each);
        }
      }
      unsettled = left;
    }
  }

  /** Forgets a module that nobody has any more. */
  void drop(String module) {
    modules.setValue(module, LuaValue.NIL);
    modules.loads().forget(module);
    data.forget(module);
    edits.forget(module);
  }

  /** Returns the modules that the last reload has changed. */
  List<String> touched() {
    return touched;
  }

  /**
   * Loads a module anew, whether it has changed or not.
   *
   * @throws LuaError if that fails; everything is as before
   */
  public ReloadReport reload(String module, Set<ReloadOption> options) {
    return news.of(module, () -> reloadNow(module, options));
  }

  private ReloadReport reloadNow(String module, Set<ReloadOption> options) {
    check("package.reload");
    ModuleRecord record = loaded(module);
    if (record.code() == null && !Hooks.reloads(modules.value(module))) {
      throw lua.error(
          "module '" + module + "' has no text that could be loaded again: it can define __reload",
          1);
    }
    boolean patch =
        options.contains(ReloadOption.PATCH)
            || (!options.contains(ReloadOption.REPLACE) && isPatched(module));
    Set<String> patched = patch ? Set.of(module) : Set.of();
    return reload(Set.of(module), patched, new ArrayList<>(), options);
  }

  private ReloadReport reload(
      Set<String> changed, Set<String> patched, List<String> notes, Set<ReloadOption> options) {
    busy = true;
    try {
      Reload reload =
          new Reload(this, patched, notes, options.contains(ReloadOption.PATCHES_AGAIN));
      ReloadReport report = reload.run(changed);
      touched = new ArrayList<>(report.reloaded());
      touched.addAll(report.patched());
      return report;
    } finally {
      busy = false;
    }
  }

  /**
   * Loads all modules anew whose content has changed, as one transaction.
   *
   * @param force whether all count as changed
   */
  public ReloadReport reloadChanged(boolean force) {
    return news.of("", () -> reloadChanged(changes(force, true)));
  }

  /**
   * The same for one who watches, perhaps only of what is in files.
   *
   * @param everywhere whether modules are looked at that can change without a change of a file
   * @param expected whether something seems to have changed, so that it is told if nothing has
   * @param last whether it is told if this fails; otherwise it is tried again
   */
  public ReloadReport reloadWatched(boolean everywhere, boolean expected, boolean last) {
    return news.of("", expected, last, () -> reloadChanged(changes(false, everywhere)));
  }

  private Changes changes(boolean force, boolean everywhere) {
    check("package.reloadChanged");
    return new Changes(modules, force).find(everywhere);
  }

  private ReloadReport reloadChanged(Changes changes) {
    if (changes.names().isEmpty()) {
      return new ReloadReport(List.of(), List.of(), List.of(), changes.notes(), 0);
    }
    Set<String> patched = new LinkedHashSet<>();
    for (String each : changes.names()) {
      if (isPatched(each)) {
        patched.add(each);
      }
    }
    return reload(changes.names(), patched, changes.notes(), Set.of());
  }

  private boolean isPatched(String module) {
    return Hooks.wantsPatch(modules.value(module))
        || Patterns.match(modules.settings().patch(), module);
  }

  /**
   * Tells whether a module would be loaded from other content now.
   *
   * @throws LuaError if it is not loaded
   */
  public boolean isChanged(String module) {
    return modules.change(loaded(module)) != Modules.Change.NONE;
  }

  private void check(String function) {
    if (!modules.areLive()) {
      throw lua.error(function + " needs the setting " + LiveSettings.RELOAD + " = manual", 1);
    }
    if (busy) {
      throw lua.error(function + ": a reload is under way", 1);
    }
  }

  /** Returns what is known of a module that is loaded, and not just being loaded. */
  private ModuleRecord loaded(String module) {
    @Nullable ModuleRecord record = modules.loads().record(module);
    if (record == null || (record.isComplete() && modules.value(module).isnil())) {
      throw lua.error("module '" + LuaText.excerpt(module) + "' is not loaded", 1);
    }
    if (!record.isComplete()) {
      throw lua.error("module '" + module + "' is just being loaded", 1);
    }
    return record;
  }

  // ---- the rest

  /**
   * Unloads a module.
   *
   * @param force whether it does not matter that loaded modules require it
   * @throws LuaError if it matters, the module is not loaded, or its {@code __unload} fails
   */
  public void unload(String module, boolean force) {
    loaded(module);
    List<String> requirers = modules.loads().requirers(module);
    requirers.removeIf(each -> modules.value(each).isnil());
    if (!force && !requirers.isEmpty()) {
      throw lua.error(
          "module '"
              + module
              + "' stays loaded, for it is required by: "
              + String.join(", ", requirers),
          1);
    }
    hooks.unload(modules.value(module), data.of(module));
    drop(module);
  }

  /**
   * Changes a loaded module, and takes note of it.
   *
   * @param by who changes it
   */
  public void patch(String module, LuaFunction change, String by) {
    loaded(module);
    edits.make(module, modules.value(module), change, by, new Before(modules, globals()));
  }
}
