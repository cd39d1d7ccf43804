package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.vm.Table;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The table of {@code os.date("*t")}. */
final class DateTable {

  private DateTable() {}

  static LuaTable of(Calendar.Fields time) {
    Table table = new Table(0, 9);
    update(table, time);
    return table;
  }

  static void update(LuaTable table, Calendar.Fields time) {
    table.set("sec", Numbers.of((long) time.second));
    table.set("min", Numbers.of((long) time.minute));
    table.set("hour", Numbers.of((long) time.hour));
    table.set("day", Numbers.of((long) time.day));
    table.set("month", Numbers.of((long) time.month));
    table.set("year", Numbers.of(time.year));
    table.set("wday", Numbers.of(time.weekDay + 1L));
    table.set("yday", Numbers.of(time.yearDay + 1L));
    table.set("isdst", LuaValue.valueOf(time.daylightSaving));
  }
}
