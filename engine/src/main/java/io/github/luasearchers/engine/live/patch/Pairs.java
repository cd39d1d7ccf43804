package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.Recoding;
import io.github.luasearchers.engine.vm.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * Finds the tables of the new run that stand for tables which the module has: its value, what its
 * variables hold, and tables at the same place in these, as long as the program has put no other
 * there.
 */
final class Pairs {

  /** How deep tables are merged. */
  private static final int MAX_DEPTH = 16;

  private final Foreign foreign;
  private final Counterparts counterparts;
  private final Map<Table, Contents.OfTable> contents;
  private final List<Pair> all = new ArrayList<>();
  private final ArrayDeque<Pair> open = new ArrayDeque<>();

  Pairs(Foreign foreign, Counterparts counterparts, Map<Table, Contents.OfTable> contents) {
    this.foreign = foreign;
    this.counterparts = counterparts;
    this.contents = contents;
  }

  /** Pairs the values of a module, and all tables in them. */
  void addValues(LuaValue before, LuaValue after, String name) {
    add(before, after, name, 0);
    pairInner();
  }

  /** Pairs what variables hold. */
  void addVariables(Version old, Generation latest, Cells cells, Set<String> keep) {
    for (Variable before : latest.main.locals) {
      Variable after = latest.matching.successor(before);
      Object mine = after == null ? null : cells.old(after);
      Object theirs = after == null ? null : cells.made(after);
      if (after == null || mine == null || theirs == null || keep.contains(after.name)) {
        continue;
      }
      LuaValue value = Recoding.value(mine);
      boolean isOfText = old.hasLeft(before, value) || !before.isAssigned && !after.isAssigned;
      Initialiser initialiser = Initialiser.of(after);
      boolean isImport = initialiser != null && initialiser.isImport();
      if (isOfText && !isImport) {
        add(value, Recoding.value(theirs), after.name, 1);
      }
    }
    pairInner();
  }

  private void add(@Nullable LuaValue before, @Nullable LuaValue after, String name, int depth) {
    Table mine = foreign.own(before);
    Table theirs = foreign.own(after);
    boolean hasRoom = depth < MAX_DEPTH && all.size() < Survey.MAX_TABLES;
    if (mine != null && theirs != null && hasRoom && counterparts.pair(mine, theirs)) {
      Pair pair = new Pair(mine, theirs, name, depth);
      all.add(pair);
      open.add(pair);
    }
  }

  private void pairInner() {
    for (Pair next = open.poll(); next != null; next = open.poll()) {
      pairInner(next);
    }
  }

  private void pairInner(Pair pair) {
    Contents.OfTable known = contents.get(pair.before);
    Table after = pair.after;
    for (int slot = after.nextSlot(-1); slot >= 0; slot = after.nextSlot(slot)) {
      LuaValue key = after.keyIn(slot);
      LuaValue value = pair.before.rawget(key);
      if (Contents.isPlainKey(key) && (known == null || known.has(key, value))) {
        add(value, after.valueIn(slot), pair.path(key), pair.depth + 1);
      }
    }
    LuaValue metatable = pair.before.metatableOrNull();
    if (known == null || known.hasMetatable(metatable)) {
      String name = "the metatable of " + pair.name;
      add(metatable, after.metatableOrNull(), name, pair.depth + 1);
    }
  }

  List<Pair> all() {
    return all;
  }

  /** A table of the module and one of the new run. */
  static final class Pair {

    final Table before;
    final Table after;
    final String name;
    final int depth;

    Pair(Table before, Table after, String name, int depth) {
      this.before = before;
      this.after = after;
      this.name = name;
      this.depth = depth;
    }

    String path(LuaValue key) {
      return Path.field(name, key);
    }
  }
}
