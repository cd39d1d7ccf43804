package io.github.luasearchers.engine.live;

import java.util.HashMap;
import java.util.Map;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What modules keep across their reloads: a table for each, until it is unloaded. */
final class ModuleData {

  private final Map<String, LuaTable> tables = new HashMap<>();

  LuaTable of(String module) {
    return tables.computeIfAbsent(module, name -> LuaValue.tableOf());
  }

  void forget(String module) {
    tables.remove(module);
  }
}
