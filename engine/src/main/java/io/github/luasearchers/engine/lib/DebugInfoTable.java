package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.vm.Activation;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Makes the table that {@code debug.getinfo} returns: {@code lua_getinfo} and its caller. */
final class DebugInfoTable {

  private static final String OPTIONS = "SlnutLf";
  private static final String OPTIONS_OF_5_4 = OPTIONS + "r";

  private final Activation about;
  private final Table table = new Table(0, 2);

  DebugInfoTable(Activation about) {
    this.about = about;
  }

  /** Tells whether all options are known. */
  static boolean areValid(String options, boolean level54) {
    String known = level54 ? OPTIONS_OF_5_4 : OPTIONS;
    for (int i = 0; i < options.length(); i++) {
      if (known.indexOf(options.charAt(i)) < 0) {
        return false;
      }
      Slices.step(i);
    }
    return true;
  }

  Table fill(String options) {
    if (options.indexOf('S') >= 0) {
      addSource();
    }
    if (options.indexOf('l') >= 0) {
      set("currentline", about.currentLine());
    }
    if (options.indexOf('u') >= 0) {
      set("nups", about.upvalueCount());
      set("nparams", about.parameterCount());
      set("isvararg", LuaValue.valueOf(about.isVararg()));
    }
    if (options.indexOf('n') >= 0) {
      set("name", about.name());
      set("namewhat", LuaString.valueOf(about.nameWhat()));
    }
    if (options.indexOf('r') >= 0) {
      set("ftransfer", about.firstTransferred());
      set("ntransfer", about.transferred());
    }
    if (options.indexOf('t') >= 0) {
      set("istailcall", LuaValue.valueOf(about.isTailCall()));
    }
    if (options.indexOf('L') >= 0) {
      set("activelines", about.activeLines());
    }
    if (options.indexOf('f') >= 0) {
      set("func", about.function());
    }
    return table;
  }

  private void addSource() {
    set("source", about.source());
    set("short_src", about.shortSource());
    set("linedefined", about.lineDefined());
    set("lastlinedefined", about.lastLineDefined());
    set("what", LuaString.valueOf(about.what()));
  }

  private void set(String name, int value) {
    set(name, LuaInteger.valueOf(value));
  }

  private void set(String name, @Nullable LuaValue value) {
    table.rawset(LuaString.valueOf(name), value == null ? LuaValue.NIL : value);
  }
}
