package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * What a reload has to do: those that have changed, and how far that goes among who requires them.
 */
final class Plan {

  /** What is to be done at once. */
  record Round(
      Set<String> replaced,
      Set<String> patched,
      Set<String> ready,
      Map<String, Set<String>> accepted) {

    Set<String> all() {
      Set<String> all = new LinkedHashSet<>(replaced);
      all.addAll(patched);
      return all;
    }
  }

  private final Modules modules;
  private final Graph graph;
  private final Set<String> patchable;
  private final List<String> notes;
  private final Set<String> done = new LinkedHashSet<>();
  private final Set<String> withdrawn = new LinkedHashSet<>();
  private Round open = new Round(set(), set(), set(), new LinkedHashMap<>());

  /**
   * @param patchable the modules that get new code in place
   */
  Plan(Modules modules, Graph graph, Set<String> patchable, List<String> notes) {
    this.modules = modules;
    this.graph = graph;
    this.patchable = patchable;
    this.notes = notes;
  }

  private static Set<String> set() {
    return new LinkedHashSet<>();
  }

  boolean isOpen() {
    return !open.all().isEmpty() || !open.ready().isEmpty();
  }

  /** Takes what is to be done now. */
  Round take() {
    Round now = open;
    now.accepted().keySet().removeAll(now.all());
    done.addAll(now.all());
    done.addAll(now.ready());
    open = new Round(set(), set(), set(), new LinkedHashMap<>());
    return now;
  }

  /** Adds modules that have changed. */
  void add(Set<String> changed) {
    for (String each : changed) {
      if (!hasText(each)) {
        open.ready().add(each);
      } else if (patchable.contains(each)) {
        open.patched().add(each);
      }
    }
    for (String each : changed) {
      if (hasText(each) && !patchable.contains(each)) {
        replace(each);
      }
    }
  }

  /** Has those who require a module be reloaded, although it could not be patched. */
  void replaceAfterAll(String module) {
    upwards(module);
  }

  /** Has those who require a module be reloaded, as if it had accepted nothing. */
  void withdraw(String module) {
    withdrawn.add(module);
    if (done.contains(module)) {
      upwards(module);
    } else {
      replace(module);
    }
  }

  /** Adds a module with its whole cycle, and those who require it. */
  private void replace(String module) {
    List<String> work = new ArrayList<>();
    work.add(module);
    while (!work.isEmpty()) {
      String next = work.remove(work.size() - 1);
      for (String each : graph.ring(next)) {
        if (!done.contains(each) && open.replaced().add(each) && !acceptsItself(each)) {
          work.addAll(requirers(each));
        }
      }
    }
  }

  private void upwards(String module) {
    for (String each : requirers(module)) {
      replace(each);
    }
  }

  private boolean acceptsItself(String module) {
    return !withdrawn.contains(module) && Hooks.acceptsItself(modules.value(module));
  }

  /** Returns those who are to be reloaded since they require a module. */
  private List<String> requirers(String module) {
    List<String> all = new ArrayList<>();
    for (String each : graph.requirers(module)) {
      boolean outside = !graph.ring(module).contains(each);
      if (outside && !done.contains(each) && !isPatched(each) && !copes(each, module)) {
        all.add(each);
      }
    }
    @Nullable ModuleRecord record = modules.loads().record(module);
    if (record != null && record.isWanted()) {
      notes.add("a script has required '" + module + "': what it holds of it is the old one");
    }
    return all;
  }

  private boolean hasText(String module) {
    @Nullable ModuleRecord record = modules.loads().record(module);
    return record == null || record.code() != null;
  }

  private boolean isPatched(String module) {
    return open.patched().contains(module);
  }

  /** Tells whether a module need not be run again, and notes what is to be done instead. */
  private boolean copes(String module, String required) {
    LuaValue value = modules.value(module);
    if (!withdrawn.contains(module) && Hooks.accepts(value, required)) {
      open.accepted().computeIfAbsent(module, name -> set()).add(required);
      return true;
    }
    if (hasText(module)) {
      return false;
    }
    if (Hooks.reloads(value)) {
      open.ready().add(module);
    } else {
      notes.add(
          "module '" + module + "' has no text to load again: it keeps the old '" + required + "'");
    }
    return true;
  }
}
