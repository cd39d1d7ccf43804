package io.github.luasearchers.clibs;

import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Tables that lead to nothing but constants, C functions without upvalues, and each other. */
final class DeadEnds {

  /** The most tables that are looked through, and the most entries of each. */
  private static final int MOST = 64;

  private static final int MOST_ENTRIES = 512;

  private final List<LuaTable> tables = new ArrayList<>();

  private DeadEnds() {}

  /** Tells whether a table is one, as far as a short look can tell. */
  static boolean is(LuaTable table) {
    DeadEnds ends = new DeadEnds();
    ends.tables.add(table);
    for (int i = 0; i < ends.tables.size(); i++) {
      if (!ends.hasOnly(ends.tables.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean hasOnly(LuaTable table) {
    int left = MOST_ENTRIES;
    if (table.getmetatable() != null && !add(table.getmetatable())) {
      return false;
    }
    Varargs each = table.next(LuaValue.NIL);
    while (!each.isnil(1)) {
      if (--left < 0 || !add(each.arg1()) || !add(each.arg(2))) {
        return false;
      }
      each = table.next(each.arg1());
    }
    return true;
  }

  private boolean add(LuaValue value) {
    if (!(value instanceof LuaTable table)) {
      return isConstant(value) || isBare(value);
    }
    for (LuaTable known : tables) {
      if (known == table) {
        return true;
      }
    }
    tables.add(table);
    return tables.size() <= MOST;
  }

  private static boolean isConstant(LuaValue value) {
    return value instanceof LuaString || value instanceof LuaNumber || value.isboolean();
  }

  private static boolean isBare(LuaValue value) {
    return value instanceof CFunction function && function.upvalueCount() == 0;
  }
}
