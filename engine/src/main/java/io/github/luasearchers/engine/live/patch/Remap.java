package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.Recoding;
import io.github.luasearchers.engine.vm.Table;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Makes objects of the new run that the module gets refer to the module's own objects instead of
 * those that are dropped.
 */
final class Remap {

  private final Counterparts counterparts;
  private final Cells cells;
  private final Foreign foreign;
  private final Edits edits;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<LuaValue> open = new ArrayDeque<>();

  Remap(Counterparts counterparts, Cells cells, Foreign foreign, Edits edits) {
    this.counterparts = counterparts;
    this.cells = cells;
    this.foreign = foreign;
    this.edits = edits;
  }

  /** Adds a value that the module gets. */
  void add(@Nullable LuaValue value) {
    boolean canRefer = value instanceof Closure || foreign.own(value) != null;
    if (value != null
        && canRefer
        && !counterparts.isOldText(value)
        && !counterparts.isModules(value)
        && seen.size() < Survey.MAX_TABLES
        && seen.add(value)) {
      open.add(value);
    }
  }

  /** Plans what is to be changed in what was added, and in what that refers to. */
  void finish() {
    for (LuaValue next = open.poll(); next != null; next = open.poll()) {
      if (next instanceof Closure closure) {
        visit(closure);
      } else if (next instanceof Table table) {
        visit(table);
      }
    }
  }

  private void visit(Closure closure) {
    for (int i = 1; i <= closure.upvalueCount(); i++) {
      Object cell = closure.upvalueId(i);
      if (!cells.isOld(cell) && seen.add(cell)) {
        LuaValue value = Recoding.value(cell);
        LuaValue target = counterparts.of(value);
        if (target != value) {
          edits.variable(cell, target);
        }
        add(target);
      }
    }
  }

  private void visit(Table table) {
    for (int slot = table.nextSlot(-1); slot >= 0; slot = table.nextSlot(slot)) {
      LuaValue key = table.keyIn(slot);
      LuaValue value = table.valueIn(slot);
      LuaValue target = counterparts.of(value);
      LuaValue newKey = counterparts.of(key);
      if (newKey != key) {
        edits.field(table, key, LuaValue.NIL);
      }
      if (newKey != key || target != value) {
        edits.field(table, newKey, target);
      }
      add(target);
    }
    LuaTable metatable = table.metatableOrNull();
    if (metatable != null) {
      LuaValue target = counterparts.of(metatable);
      if (target != metatable) {
        edits.metatable(table, target);
      }
      add(target);
    }
  }
}
