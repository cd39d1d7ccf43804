package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.vm.LuaRuntime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The changes that were made to loaded modules, which the next run of their text would lose. */
final class Edits {

  private final LuaRuntime lua;
  private final Map<String, List<Edit>> edits = new HashMap<>();

  Edits(LuaRuntime lua) {
    this.lua = lua;
  }

  /**
   * Changes a module. If that fails, its fields, {@code package.loaded} and the globals are as
   * before.
   */
  void make(String module, LuaValue value, LuaFunction change, String by, Before before) {
    Map<LuaValue, LuaValue> fields =
        value instanceof LuaTable table ? Before.fields(table) : Map.of();
    boolean succeeded = false;
    try {
      lua.call(change, (Varargs) value);
      succeeded = true;
    } finally {
      if (!succeeded) {
        before.restore();
        if (value instanceof LuaTable table) {
          Before.put(table, fields);
        }
      }
    }
    Edit edit = new Edit(change, by, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    edits.computeIfAbsent(module, name -> new ArrayList<>()).add(edit);
  }

  /** Returns the changes of a module that its text has not seen. */
  List<Edit> of(String module) {
    return edits.getOrDefault(module, List.of());
  }

  void forget(String module) {
    edits.remove(module);
  }

  /** Makes the changes of a module again, in the value that a new run of its text has given. */
  void again(String module, LuaValue value) {
    for (Edit each : of(module)) {
      lua.call(each.change(), (Varargs) value);
    }
  }
}
