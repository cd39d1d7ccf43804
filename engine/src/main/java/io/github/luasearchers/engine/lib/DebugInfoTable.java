package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.Activation;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.Debugger;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** Makes the table that {@code debug.getinfo} returns: {@code lua_getinfo} and its caller. */
final class DebugInfoTable {

  private static final String OPTIONS = "SlnutLf";
  private static final LuaString JAVA_SOURCE = LuaString.valueOf("=[C]");
  private static final LuaString JAVA_SHORT_SOURCE = LuaString.valueOf("[C]");
  private static final LuaString STRIPPED = LuaString.valueOf("=?");

  private final LuaValue function;
  private final @Nullable Prototype code;
  private final @Nullable Activation call;
  private final Table table = new Table(0, 2);

  /**
   * Makes a table about a function.
   *
   * @param call the call in progress that is asked about, null if there is none
   */
  DebugInfoTable(LuaValue function, @Nullable Activation call) {
    this.function = function;
    this.code = function instanceof Closure closure ? closure.prototype() : null;
    this.call = call;
  }

  /** Tells whether all options are known. */
  static boolean areValid(String options) {
    for (int i = 0; i < options.length(); i++) {
      if (OPTIONS.indexOf(options.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  Table fill(String options) {
    if (options.indexOf('S') >= 0) {
      addSource();
    }
    if (options.indexOf('l') >= 0) {
      set("currentline", LuaInteger.valueOf(call == null ? -1 : call.currentLine()));
    }
    if (options.indexOf('u') >= 0) {
      addCounts();
    }
    if (options.indexOf('n') >= 0) {
      addName();
    }
    if (options.indexOf('t') >= 0) {
      set("istailcall", LuaValue.valueOf(call != null && call.isTailCall()));
    }
    if (options.indexOf('L') >= 0 && code != null) {
      set("activelines", activeLines(code));
    }
    if (options.indexOf('f') >= 0) {
      set("func", function);
    }
    return table;
  }

  private void addSource() {
    if (code == null) {
      set("source", JAVA_SOURCE);
      set("short_src", JAVA_SHORT_SOURCE);
      set("linedefined", LuaInteger.valueOf(-1));
      set("lastlinedefined", LuaInteger.valueOf(-1));
      set("what", LuaString.valueOf("C"));
      return;
    }
    set("source", code.source == null ? STRIPPED : code.source);
    set("short_src", Debugger.shortSource(code));
    set("linedefined", LuaInteger.valueOf(code.linedefined));
    set("lastlinedefined", LuaInteger.valueOf(code.lastlinedefined));
    set("what", LuaString.valueOf(code.linedefined == 0 ? "main" : "Lua"));
  }

  private void addCounts() {
    int upvalues = function instanceof Closure closure ? Debugger.upvalueCount(closure) : 0;
    set("nups", LuaInteger.valueOf(upvalues));
    set("nparams", LuaInteger.valueOf(code == null ? 0 : code.numparams));
    set("isvararg", LuaValue.valueOf(code == null || code.is_vararg != 0));
  }

  private void addName() {
    @Nullable LuaString name = call == null ? null : call.name();
    set("name", name == null ? LuaValue.NIL : name);
    set("namewhat", LuaString.valueOf(call == null ? "" : call.nameKind()));
  }

  private static Table activeLines(Prototype code) {
    Table lines = new Table();
    for (int line : code.lineinfo) {
      lines.rawset(LuaInteger.valueOf(line), LuaValue.TRUE);
    }
    return lines;
  }

  private void set(String name, LuaValue value) {
    table.rawset(LuaString.valueOf(name), value);
  }
}
