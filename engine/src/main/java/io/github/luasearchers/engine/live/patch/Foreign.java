package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The tables that a module's text has not made, though it refers to them. */
final class Foreign {

  private final Set<LuaValue> tables = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Finds the values of all modules other than those given. */
  Foreign(LuaRuntime lua, LuaValue... own) {
    tables.add(lua.globals());
    tables.add(lua.registry());
    @Nullable LuaTable loaded = lua.loadedTable();
    if (loaded != null) {
      tables.add(loaded);
      for (Varargs each = loaded.next(LuaValue.NIL);
          !each.arg1().isnil();
          each = loaded.next(each.arg1())) {
        tables.add(each.arg(2));
      }
    }
    for (LuaValue each : own) {
      tables.remove(each);
    }
  }

  boolean has(LuaValue value) {
    return tables.contains(value);
  }

  /** Returns a value as a table that the module may have made, null if it is none. */
  @Nullable Table own(@Nullable LuaValue value) {
    return value != null && value.getClass() == Table.class && !tables.contains(value)
        ? (Table) value
        : null;
  }
}
