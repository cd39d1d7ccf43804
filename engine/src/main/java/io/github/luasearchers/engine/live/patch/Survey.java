package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.Table;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** Takes note of what tables contain, and the tables in them, as far as a module has made them. */
final class Survey {

  /** The most tables that are looked at; what others contain counts as the program's. */
  static final int MAX_TABLES = 10_000;

  /** The most entries of a table. */
  static final int MAX_ENTRIES = 100_000;

  private final Foreign foreign;
  private final UnaryOperator<LuaValue> becomes;
  private final Contents contents = new Contents();
  private final Set<Table> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<Table> open = new ArrayDeque<>();

  Survey(Foreign foreign) {
    this(foreign, UnaryOperator.identity());
  }

  /**
   * Creates a survey of what will be.
   *
   * @param becomes what an object will be replaced by
   */
  Survey(Foreign foreign, UnaryOperator<LuaValue> becomes) {
    this.foreign = foreign;
    this.becomes = becomes;
  }

  void add(@Nullable LuaValue value) {
    Table table = foreign.own(value);
    if (table != null && seen.size() < MAX_TABLES && seen.add(table)) {
      open.add(table);
    }
  }

  Contents contents() {
    for (Table next = open.poll(); next != null; next = open.poll()) {
      visit(next);
    }
    return contents;
  }

  private void visit(Table table) {
    LuaValue metatable = becomes.apply(orNil(table.metatableOrNull()));
    LuaValue stands = becomes.apply(table);
    add(table.metatableOrNull());
    Contents.OfTable entries =
        contents.add(
            stands instanceof Table own ? own : table, metatable.isnil() ? null : metatable);
    int left = MAX_ENTRIES;
    for (int slot = table.nextSlot(-1); slot >= 0 && left-- > 0; slot = table.nextSlot(slot)) {
      LuaValue key = table.keyIn(slot);
      LuaValue value = table.valueIn(slot);
      if (Contents.isPlainKey(key)) {
        entries.put(key, becomes.apply(value));
        add(value);
      }
    }
  }

  private static LuaValue orNil(@Nullable LuaValue value) {
    return value == null ? LuaValue.NIL : value;
  }
}
