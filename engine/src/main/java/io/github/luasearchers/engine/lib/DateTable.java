package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The table of {@code os.date("*t")}. */
final class DateTable {

  private DateTable() {}

  static LuaTable of(LuaRuntime lua, Calendar.Fields time) {
    Table table = new Table(0, 9);
    update(lua, table, time);
    return table;
  }

  static void update(LuaRuntime lua, LuaTable table, Calendar.Fields time) {
    table.set("sec", LuaInteger.valueOf(time.second));
    table.set("min", LuaInteger.valueOf(time.minute));
    table.set("hour", LuaInteger.valueOf(time.hour));
    table.set("day", LuaInteger.valueOf(time.day));
    table.set("month", LuaInteger.valueOf(time.month));
    table.set("year", lua.whole(time.year));
    table.set("wday", LuaInteger.valueOf(time.weekDay + 1));
    table.set("yday", LuaInteger.valueOf(time.yearDay + 1));
    table.set("isdst", LuaValue.valueOf(time.daylightSaving));
  }
}
