package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.Table;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** What a run of a text has put into its tables; it does not keep tables alive. */
final class Contents {

  private final List<OfTable> tables = new ArrayList<>();

  /** Takes note of an entry. */
  static boolean isPlainKey(LuaValue key) {
    return key instanceof LuaString || key instanceof LuaNumber || key.isboolean();
  }

  /** Begins with a table that has a metatable or, if null, none. */
  OfTable add(Table table, @Nullable LuaValue metatable) {
    OfTable some = new OfTable(table, Held.of(metatable == null ? LuaValue.NIL : metatable));
    tables.add(some);
    return some;
  }

  /** Returns the contents by table. */
  Map<Table, OfTable> byTable() {
    IdentityHashMap<Table, OfTable> all = new IdentityHashMap<>();
    for (OfTable each : tables) {
      Table table = each.table.get();
      if (table != null) {
        all.put(table, each);
      }
    }
    return all;
  }

  /** The entries of one table. */
  static final class OfTable {

    private final WeakReference<Table> table;
    private final Held metatable;
    private final Map<LuaValue, Held> entries = new HashMap<>();

    private OfTable(Table table, Held metatable) {
      this.table = new WeakReference<>(table);
      this.metatable = metatable;
    }

    void put(LuaValue key, LuaValue value) {
      entries.put(key, Held.of(value));
    }

    /** Tells whether an entry is as it was; nil stands for none. */
    boolean has(LuaValue key, LuaValue value) {
      Held held = entries.get(key);
      return held == null ? value.isnil() : held.is(value);
    }

    boolean hasMetatable(@Nullable LuaValue value) {
      return metatable.is(value == null ? LuaValue.NIL : value);
    }
  }
}
