package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Finds the names under which loaded modules have functions: {@code pushglobalfuncname}. */
final class LoadedNames {

  private final LuaRuntime lua;
  private int left;

  /**
   * Creates a search.
   *
   * @param most how many entries of tables it may look at. Tracebacks are made when a script must
   *     stop at once, whatever it has made of its tables.
   */
  LoadedNames(LuaRuntime lua, int most) {
    this.lua = lua;
    this.left = most;
  }

  /**
   * Returns a function's name, such as {@code string.rep}, {@code _G.print} or, from Lua 5.3 on,
   * {@code print}; null if it has none. Lua 5.2 knows what is reached from a global variable, later
   * versions what is in {@code package.loaded}.
   */
  @Nullable String of(LuaValue function) {
    LuaTable loaded = lua.loadedTable();
    if (loaded == null) {
      return null;
    }
    if (lua.level().atLeast(Level.LUA_5_3)) {
      return in(loaded, function);
    }
    if (!(loaded.rawget("_G") instanceof LuaTable globals)) {
      return null;
    }
    String global = field(globals, function);
    return global == null ? in(globals, function) : "_G." + global;
  }

  private @Nullable String in(LuaTable modules, LuaValue function) {
    for (Varargs entry = next(modules, LuaValue.NIL);
        !entry.arg1().isnil();
        entry = next(modules, entry.arg1())) {
      if (!(entry.arg1() instanceof LuaString module)) {
        continue;
      }
      LuaValue value = entry.arg(2);
      if (Arithmetic.rawEquals(value, function)) {
        return LuaText.toJava(module);
      }
      String field = value instanceof LuaTable table ? field(table, function) : null;
      if (field != null) {
        String name = LuaText.toJava(module);
        return name.equals("_G") ? field : name + "." + field;
      }
    }
    return null;
  }

  private @Nullable String field(LuaTable table, LuaValue function) {
    for (Varargs entry = next(table, LuaValue.NIL);
        !entry.arg1().isnil();
        entry = next(table, entry.arg1())) {
      if (entry.arg1() instanceof LuaString name && Arithmetic.rawEquals(entry.arg(2), function)) {
        return LuaText.toJava(name);
      }
    }
    return null;
  }

  private Varargs next(LuaTable table, LuaValue key) {
    return --left < 0 ? LuaValue.NIL : table.next(key);
  }
}
