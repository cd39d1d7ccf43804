package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Keeps the values of the lines in global variables: {@code _} is the first value of the latest
 * line that had one, {@code _1}, {@code _2} and so on are all values in their order. Of very many
 * the oldest go.
 */
final class Results {

  private static final int KEPT = 200;

  private int count;

  /** Keeps the values, and returns the number of the first. */
  int keep(LuaRuntime lua, Varargs values) {
    LuaTable globals = lua.globals();
    int first = count + 1;
    globals.rawset(LuaText.of("_"), values.arg1());
    for (int i = 1; i <= values.narg(); i++) {
      count++;
      globals.rawset(LuaText.of("_" + count), values.arg(i));
      if (count > KEPT) {
        globals.rawset(LuaText.of("_" + (count - KEPT)), LuaValue.NIL);
      }
    }
    return first;
  }
}
