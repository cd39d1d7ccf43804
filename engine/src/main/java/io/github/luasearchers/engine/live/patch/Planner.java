package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.LivePrototype;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Recoding;
import io.github.luasearchers.engine.vm.Table;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** Finds out what a patch has to change. */
final class Planner {

  private final String module;
  private final Version old;
  private final Version fresh;
  private final Set<String> keep;
  private final Function freshMain;
  private final List<Function> functions = new ArrayList<>();

  /** The closures that the new run has made. */
  private final Map<Function, List<Closure>> made = new LinkedHashMap<>();

  private final List<Generation> generations;
  private final Cells cells;
  private final Foreign foreign;
  private final Counterparts counterparts;
  private final Recoding recoding;
  private final Edits edits;
  private final Notes notes;

  Planner(LuaRuntime lua, String module, Version old, Version fresh, Set<String> keep)
      throws PatchRefused {
    this.module = module;
    this.old = old;
    this.fresh = fresh;
    this.keep = keep;
    check("it was", old.value());
    check("it is now", fresh.value());
    this.freshMain = named(fresh);
    freshMain.addTo(functions);
    this.generations = Generation.of(old.code(), named(old), freshMain);
    Map<LivePrototype, List<Closure>> byCode = fresh.code().closuresByCode();
    functions.forEach(each -> made.put(each, byCode.getOrDefault(each.code, List.of())));
    this.cells = new Cells(old, generations, made);
    this.foreign = new Foreign(lua, old.value(), fresh.value());
    this.counterparts = new Counterparts(old, fresh, generations, functions);
    this.recoding = new Recoding(lua);
    this.edits = new Edits(lua);
    this.notes = new Notes(lua);
  }

  private static void check(String when, LuaValue value) throws PatchRefused {
    if (value.getClass() != Table.class) {
      throw new PatchRefused("only tables can be patched, and " + when + " a " + value.typename());
    }
  }

  private static Function named(Version version) throws PatchRefused {
    Function main = version.main();
    if (main == null) {
      throw new PatchRefused("its code has no names of variables");
    }
    return main;
  }

  Patch plan() {
    planCode();
    Map<Table, Contents.OfTable> contents = old.contents().byTable();
    Generation latest = generations.get(0);
    Pairs pairs = new Pairs(foreign, counterparts, contents);
    pairs.addValues(old.value(), fresh.value(), module);
    pairs.addVariables(old, latest, cells, keep);
    Remap remap = new Remap(counterparts, cells, foreign, edits);
    Merge merge = new Merge(counterparts, contents, keep, edits, remap, notes.changes());
    pairs.all().forEach(merge::merge);
    merge.mergeVariables(latest, cells, foreign);
    made.values().forEach(closures -> closures.forEach(remap::add));
    remap.finish();
    return new Patch(old.code(), next(), recoding, edits, notes);
  }

  // ---- code

  private void planCode() {
    for (Generation generation : generations) {
      generation.closures.forEach(this::planCode);
    }
    made.forEach(
        (function, closures) ->
            closures.forEach(each -> recoding.join(each, cells.forFresh(function, each))));
  }

  private void planCode(Generation.Running running) {
    Function successor = running.successor();
    if (successor == null) {
      notes.gone(running);
      return;
    }
    Object[] variables = cells.forSuccessor(running, successor);
    if (variables == null) {
      notes.keeps(running, cells.missing(running, successor));
      return;
    }
    recoding.replace(running.closure, successor.code, variables);
    notes.changed(running);
  }

  // ---- the version after

  private Version next() {
    Survey survey = new Survey(foreign, counterparts::inPlaceOf);
    survey.add(fresh.value());
    IdentityHashMap<Variable, Held> variables = new IdentityHashMap<>();
    IdentityHashMap<LivePrototype, WeakReference<Closure>> closures = new IdentityHashMap<>();
    for (Function each : functions) {
      Closure only = fresh.only(each.code);
      if (only != null && counterparts.of(only) instanceof Closure stays) {
        closures.put(each.code, new WeakReference<>(stays));
      }
      each.upvalues.forEach(variable -> survey(variable, variables, survey));
    }
    IdentityHashMap<Variable, Object> after = new IdentityHashMap<>();
    for (Variable each : freshMain.locals) {
      Object cell = cells.after(each);
      if (cell != null) {
        after.put(each, cell);
      }
    }
    return new Version(
        fresh.code(), old.value(), freshMain, survey.contents(), variables, after, closures);
  }

  private void survey(Variable variable, Map<Variable, Held> variables, Survey survey) {
    @Nullable Object made = cells.made(variable);
    if (made != null) {
      LuaValue value = Recoding.value(made);
      variables.put(variable, Held.of(counterparts.inPlaceOf(value)));
      survey.add(value);
    }
  }
}
