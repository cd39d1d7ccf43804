package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import io.github.luasearchers.engine.value.LuaText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What a reload puts back if it fails: {@code package.loaded}, what is known of loads, and the
 * global variables. What a new text has changed elsewhere can't be undone.
 */
final class Before {

  private final Modules modules;
  private final Map<String, ModuleRecord> records;
  private final LuaTable globals;
  private final Map<LuaValue, LuaValue> loadedFields;
  private final Map<LuaValue, LuaValue> globalFields;

  Before(Modules modules, LuaTable globals) {
    this.modules = modules;
    this.records = modules.loads().save();
    this.globals = globals;
    this.loadedFields = fields(modules.loaded());
    this.globalFields = fields(globals);
  }

  /** Returns what {@code package.loaded} had for a module. */
  LuaValue value(String module) {
    return loadedFields.getOrDefault(LuaText.of(module), LuaValue.NIL);
  }

  /** Returns what was known of a module's load. */
  @Nullable ModuleRecord record(String module) {
    return records.get(module);
  }

  void restore() {
    put(modules.loaded(), loadedFields);
    put(globals, globalFields);
    modules.loads().restore(records);
  }

  static Map<LuaValue, LuaValue> fields(LuaTable table) {
    Map<LuaValue, LuaValue> all = new LinkedHashMap<>();
    for (Varargs next = table.next(LuaValue.NIL);
        !next.arg1().isnil();
        next = table.next(next.arg1())) {
      all.put(next.arg1(), next.arg(2));
    }
    return all;
  }

  /** Makes a table have these fields and no others. */
  static void put(LuaTable table, Map<LuaValue, LuaValue> fields) {
    List<LuaValue> more = new ArrayList<>();
    for (LuaValue key : fields(table).keySet()) {
      if (!fields.containsKey(key)) {
        more.add(key);
      }
    }
    for (LuaValue key : more) {
      table.rawset(key, LuaValue.NIL);
    }
    for (Map.Entry<LuaValue, LuaValue> each : fields.entrySet()) {
      if (table.rawget(each.getKey()) != each.getValue()) {
        table.rawset(each.getKey(), each.getValue());
      }
    }
  }
}
