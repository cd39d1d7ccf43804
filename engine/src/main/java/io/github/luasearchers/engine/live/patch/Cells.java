package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.Closure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables that closures share, by variable of the new text: those that the module has, and
 * those that the run of the new text has made.
 */
final class Cells {

  private final IdentityHashMap<Variable, Set<Object>> olds = new IdentityHashMap<>();
  private final IdentityHashMap<Variable, Set<Object>> news = new IdentityHashMap<>();

  /** What the latest version has, also of variables that no function of it uses. */
  private final IdentityHashMap<Variable, Object> latest = new IdentityHashMap<>();

  /** The module's closures by what they share. */
  private final IdentityHashMap<Object, List<Generation.Running>> users = new IdentityHashMap<>();

  Cells(Version old, List<Generation> generations, Map<Function, List<Closure>> fresh) {
    Matching matching = generations.get(0).matching;
    old.cells()
        .forEach(
            (variable, cell) -> {
              Variable successor = matching.successor(variable);
              if (successor != null) {
                latest.put(successor, cell);
              }
            });
    for (Generation generation : generations) {
      generation.closures.forEach(this::addOld);
    }
    fresh.forEach((function, closures) -> closures.forEach(each -> addNew(function, each)));
  }

  private void addOld(Generation.Running running) {
    for (int i = 0; i < running.function.upvalues.size(); i++) {
      Object cell = running.cell(i);
      users.computeIfAbsent(cell, none -> new ArrayList<>(2)).add(running);
      Variable fresh = running.successor(i);
      if (fresh != null) {
        add(olds, fresh, cell);
      }
    }
  }

  private void addNew(Function function, Closure closure) {
    for (int i = 0; i < function.upvalues.size(); i++) {
      add(news, function.upvalues.get(i), closure.upvalueId(i + 1));
    }
  }

  private static void add(Map<Variable, Set<Object>> to, Variable variable, Object cell) {
    to.computeIfAbsent(variable, none -> identitySet()).add(cell);
  }

  private static Set<Object> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static @Nullable Object only(@Nullable Set<Object> cells) {
    return cells != null && cells.size() == 1 ? cells.iterator().next() : null;
  }

  /** Tells whether a cell is the module's. */
  boolean isOld(Object cell) {
    return users.containsKey(cell) || latest.containsValue(cell);
  }

  /** Returns the module's cell of a variable of the chunk, null unless it has just one. */
  @Nullable Object old(Variable fresh) {
    if (!fresh.isOfChunk()) {
      return null;
    }
    Object known = latest.get(fresh);
    return known == null ? only(olds.get(fresh)) : known;
  }

  /** Returns the cell of a variable of the chunk that the module has after the patch. */
  @Nullable Object after(Variable fresh) {
    return latest.containsKey(fresh) || olds.containsKey(fresh) ? old(fresh) : made(fresh);
  }

  /** Returns the cell that the new run has made of a variable of the chunk. */
  @Nullable Object made(Variable fresh) {
    return fresh.isOfChunk() ? only(news.get(fresh)) : null;
  }

  /**
   * Returns the cells with which a closure can run the new text, null if one can't be had; {@link
   * #missing} tells which.
   */
  Object @Nullable [] forSuccessor(Generation.Running running, Function successor) {
    Object[] cells = new Object[successor.upvalues.size()];
    for (int i = 0; i < cells.length; i++) {
      Object cell = find(running, successor.upvalues.get(i));
      if (cell == null) {
        return null;
      }
      cells[i] = cell;
    }
    return cells;
  }

  /** Returns the name of the first variable that a closure lacks. */
  String missing(Generation.Running running, Function successor) {
    for (Variable each : successor.upvalues) {
      if (find(running, each) == null) {
        return each.name;
      }
    }
    return "";
  }

  private @Nullable Object find(Generation.Running running, Variable fresh) {
    Object own = running.cellOf(fresh);
    if (own != null) {
      return own;
    }
    if (!fresh.isOfChunk()) {
      return ofSibling(running, fresh);
    }
    return after(fresh);
  }

  /**
   * Returns the cell that closures have which were made by the same call of the same function: they
   * share another variable of it.
   */
  private @Nullable Object ofSibling(Generation.Running running, Variable fresh) {
    Set<Object> found = identitySet();
    for (int i = 0; i < running.function.upvalues.size(); i++) {
      Variable mine = running.successor(i);
      if (mine != null && mine.owner == fresh.owner) {
        for (Generation.Running sibling : users.getOrDefault(running.cell(i), List.of())) {
          Object cell = sibling.cellOf(fresh);
          if (cell != null) {
            found.add(cell);
          }
        }
      }
    }
    return only(found);
  }

  /** Returns the cells that a closure of the new run is to have. */
  Object[] forFresh(Function function, Closure closure) {
    Object[] cells = new Object[function.upvalues.size()];
    for (int i = 0; i < cells.length; i++) {
      Object old = old(function.upvalues.get(i));
      cells[i] = old == null ? closure.upvalueId(i + 1) : old;
    }
    return cells;
  }
}
