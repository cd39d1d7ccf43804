package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.CurrentMeter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The text of a table, in the format of Java's collections. Tables that contain themselves are
 * common in Lua: every class that is its own {@code __index} is one. A few tables can have a text
 * longer than any memory, so what is too deep or too long is cut off.
 */
final class TableText {

  private static final int DEEPEST = 100;
  private static final int LONGEST = 1 << 20;

  /** The cost of appending a value, in instructions of the loop. */
  private static final int WORK = 16;

  private final JavaBridge bridge;
  private final StringBuilder text = new StringBuilder();
  private final Deque<LuaTable> open = new ArrayDeque<>();

  private TableText(JavaBridge bridge) {
    this.bridge = bridge;
  }

  static String of(JavaBridge bridge, LuaTable table, boolean list) {
    TableText text = new TableText(bridge);
    text.appendTable(table, list);
    return text.text.toString();
  }

  private void appendTable(LuaTable table, boolean list) {
    open.push(table);
    if (list) {
      appendList(table);
    } else {
      appendMap(table);
    }
    open.pop();
  }

  private void appendList(LuaTable table) {
    text.append('[');
    for (int i = 1, n = table.rawlen(); i <= n && !isCut(); i++) {
      text.append(i == 1 ? "" : ", ");
      append(table.rawget(i));
    }
    text.append(']');
  }

  private void appendMap(LuaTable table) {
    text.append('{');
    LuaValue key = LuaValue.NIL;
    for (Varargs entry = table.next(key);
        !entry.arg1().isnil() && !isCut();
        entry = table.next(key)) {
      text.append(key.isnil() ? "" : ", ");
      key = entry.arg1();
      append(key);
      text.append('=');
      append(entry.arg(2));
    }
    text.append('}');
  }

  private void append(LuaValue value) {
    CurrentMeter.chargeIfLimited(WORK);
    if (!(value instanceof LuaTable table)) {
      text.append(bridge.toJava(value));
    } else if (isOpen(table)) {
      text.append("(this table)");
    } else if (open.size() >= DEEPEST || isCut()) {
      text.append("...");
    } else {
      appendTable(table, TableList.isSequence(table));
    }
  }

  private boolean isCut() {
    return text.length() >= LONGEST;
  }

  @SuppressWarnings("ReferenceEquality") // the same table is meant
  private boolean isOpen(LuaTable table) {
    for (LuaTable each : open) {
      if (each == table) {
        return true;
      }
    }
    return false;
  }
}
