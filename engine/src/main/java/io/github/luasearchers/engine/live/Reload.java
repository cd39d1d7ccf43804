package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.ReloadReport;
import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import io.github.luasearchers.engine.require.Prepared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/**
 * One reload: a transaction. What is new is found, compiled and run; if a step fails, everything
 * that can be put back is.
 *
 * <p>In rounds: those that have changed and those who require them, up to the ones that accept it;
 * then, where a module has withdrawn its acceptance, those who require that one. At the end the old
 * values are told to unload.
 */
final class Reload {

  private final Reloads reloads;
  private final Modules modules;
  private final Hooks hooks;
  private final Before before;
  private final Reloading reloading;
  private final Graph graph;
  private final Plan plan;
  private final Patches patches;
  private final List<String> notes;
  private final boolean again;
  private final Set<String> reloaded = new LinkedHashSet<>();
  private final List<String> unloaded = new ArrayList<>();

  /**
   * @param patched the modules that get new code in place
   * @param notes gets what is to know
   * @param again whether changes that were made to modules are made in their new values too
   */
  Reload(Reloads reloads, Set<String> patched, List<String> notes, boolean again) {
    this.reloads = reloads;
    this.modules = reloads.modules();
    this.hooks = reloads.hooks();
    this.notes = notes;
    this.again = again;
    this.before = new Before(modules, reloads.globals());
    this.reloading = reloads.reloading(before);
    this.graph = new Graph(modules.loads().records());
    this.plan = new Plan(modules, graph, patched, notes);
    this.patches = new Patches(reloads, before, notes);
  }

  /**
   * Reloads modules.
   *
   * @throws LuaError if a step failed; everything is as before
   */
  ReloadReport run(Set<String> changed) {
    long begun = System.nanoTime();
    reloads.versions().setNext(reloading);
    boolean succeeded = false;
    try {
      reload(changed);
      succeeded = true;
    } finally {
      reloads.versions().setNext(null);
      reloading.close();
      if (!succeeded) {
        undo();
      }
    }
    return new ReloadReport(
        new ArrayList<>(reloaded), patches.names(), unloaded, notes, System.nanoTime() - begun);
  }

  private void undo() {
    patches.undo();
    modules.loads().clearPrepared();
    before.restore();
  }

  private void reload(Set<String> changed) {
    plan.add(changed);
    while (plan.isOpen()) {
      round(plan.take());
      withdraw(reloading.takeWithdrawn());
    }
    unloadOld();
    prune();
    if (!again) {
      reloaded.forEach(reloads.edits()::forget);
    }
    reloads.settleLater(patches.applied());
  }

  // ---- a round

  private void round(Plan.Round round) {
    List<String> order = graph.inOrder(round.all());
    Map<String, Prepared> found = new LinkedHashMap<>();
    for (String each : order) {
      found.put(each, prepare(each));
    }
    found.forEach(modules.loads()::prepare);
    for (String each : order) {
      modules.setValue(each, LuaValue.NIL);
    }
    for (String each : order) {
      if (round.patched().contains(each)) {
        patch(each);
      } else {
        replace(each);
      }
    }
    takeOver(round);
  }

  private Prepared prepare(String module) {
    try {
      return modules.prepare(module);
    } catch (LuaError e) {
      throw reloads.failure(module, before.record(module), e);
    }
  }

  private void replace(String module) {
    if (modules.value(module).isnil()) { // else one that requires it has loaded it
      load(module);
    }
    reloaded.add(module);
  }

  private void patch(String module) {
    load(module);
    if (!patches.apply(module)) {
      reloaded.add(module);
      plan.replaceAfterAll(module);
    }
  }

  private void load(String module) {
    try {
      modules.require(module);
    } catch (LuaError e) {
      throw reloads.failure(module, before.record(module), e);
    }
  }

  /** Lets new values take over from the old ones, and those know that have accepted them. */
  private void takeOver(Plan.Round round) {
    for (String each : round.replaced()) {
      reloading.during(
          each, () -> hooks.reload(modules.value(each), before.value(each), reloads.dataOf(each)));
    }
    for (String each : round.replaced()) {
      edit(each);
    }
    for (String each : round.ready()) {
      reloading.during(
          each, () -> hooks.reload(before.value(each), before.value(each), reloads.dataOf(each)));
      reloaded.add(each);
    }
    for (Map.Entry<String, Set<String>> each : round.accepted().entrySet()) {
      Map<String, LuaValue> fresh = new LinkedHashMap<>();
      for (String required : each.getValue()) {
        fresh.put(required, modules.value(required));
      }
      reloading.during(
          each.getKey(), () -> hooks.accept(modules.value(each.getKey()), fresh, before::value));
    }
  }

  /** Makes the changes of a module again, or says that they are lost. */
  private void edit(String module) {
    if (again) {
      reloads.edits().again(module, modules.value(module));
      return;
    }
    for (Edit each : reloads.edits().of(module)) {
      notes.add("module '" + module + "' has lost " + each);
    }
  }

  private void withdraw(Map<String, String> withdrawn) {
    for (Map.Entry<String, String> each : withdrawn.entrySet()) {
      notes.add("module '" + each.getKey() + "' does not accept it after all: " + each.getValue());
      plan.withdraw(each.getKey());
    }
  }

  // ---- the end of the old

  /** Tells the old values, those that require others first. */
  private void unloadOld() {
    List<String> order = graph.inOrder(reloaded);
    for (int i = order.size() - 1; i >= 0; i--) {
      String module = order.get(i);
      LuaValue old = before.value(module);
      if (old != modules.value(module)) {
        reloading.during(module, () -> hooks.unload(old, reloads.dataOf(module)));
      }
    }
  }

  /** Unloads what only those required that require it no longer. */
  private void prune() {
    Set<String> candidates = new LinkedHashSet<>();
    for (String each : reloaded) {
      @Nullable ModuleRecord record = before.record(each);
      if (record != null) {
        candidates.addAll(record.requires());
      }
    }
    Set<String> named = candidates.isEmpty() ? Set.of() : namedByNewTexts();
    List<String> left = new ArrayList<>(candidates);
    while (!left.isEmpty()) {
      String module = left.remove(0);
      @Nullable ModuleRecord record = modules.loads().record(module);
      if (record != null && !record.isWanted() && !named.contains(module) && isLonely(module)) {
        reloading.during(module, () -> hooks.prune(modules.value(module), reloads.dataOf(module)));
        reloads.drop(module);
        unloaded.add(module);
        left.addAll(record.requires());
      }
    }
  }

  private boolean isLonely(String module) {
    return modules.loads().requirers(module).isEmpty();
  }

  /** Returns the modules that new texts name, and may require later. */
  private Set<String> namedByNewTexts() {
    Set<String> all = new HashSet<>();
    for (String each : reloaded) {
      @Nullable ModuleRecord record = modules.loads().record(each);
      if (record != null) {
        all.addAll(names(record));
      }
    }
    return all;
  }

  private static List<String> names(ModuleRecord record) {
    try {
      return record.names();
    } catch (IOException e) {
      throw new IllegalStateException("the text of a module that can be reloaded is kept", e);
    }
  }
}
