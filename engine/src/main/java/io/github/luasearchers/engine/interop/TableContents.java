package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.CurrentMeter;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Iterates over the contents of a table: the elements of a list, or the keys and values of a map.
 * An evaluation that has limits is charged for each.
 */
final class TableContents {

  /** The cost of an access to a table, in instructions of the loop. */
  private static final int WORK = 8;

  final LuaTable table;
  final boolean list;

  private int index;
  private Varargs entry = LuaValue.NIL;

  TableContents(LuaTable table, boolean list) {
    this.table = table;
    this.list = list;
  }

  /** Returns the next element or key, null after the last. */
  @Nullable LuaValue next() {
    CurrentMeter.chargeIfLimited(WORK);
    if (list) {
      return index < table.rawlen() ? table.rawget(++index) : null;
    }
    entry = table.next(entry.arg1());
    LuaValue key = entry.arg1();
    return key.isnil() ? null : key;
  }

  /** Returns the value of the key that was returned last. */
  LuaValue second() {
    return entry.arg(2);
  }
}
