package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code table.unpack}, which is a global function as well where Lua 5.1 had it. */
final class Unpack extends LibraryFunction {

  Unpack(LuaRuntime lua) {
    super(lua, "unpack");
  }

  @Override
  protected Varargs run(Varargs args) {
    LuaValue table = level53 ? args.arg(1) : checkTable(args, 1);
    long first = optInt(args, 2, 1);
    long last = args.arg(3).isnil() ? length(table) : checkInt(args, 3);
    if (first > last) {
      return NONE;
    }
    long count = last - first + 1;
    if (count <= 0 || count > MAX_RESULTS) {
      throw failure("too many results to unpack");
    }
    if (count == 1) {
      return element(table, first);
    }
    lua.charge((int) count);
    LuaValue[] values = allocate((int) count);
    for (int i = 0; i < values.length; i++) {
      values[i] = element(table, first + i);
    }
    return varargsOf(values);
  }
}
