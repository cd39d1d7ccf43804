package io.github.luasearchers.engine.interop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Copies tables into Java's own collections. Each table is copied once, so that shared tables and
 * cycles are kept. Java's stack does not grow with the depth of the tables.
 */
final class TableCopy {

  private final JavaBridge bridge;
  private final IdentityHashMap<LuaTable, Object> copies = new IdentityHashMap<>();
  private final Deque<TableContents> unfilled = new ArrayDeque<>();

  private TableCopy(JavaBridge bridge) {
    this.bridge = bridge;
  }

  /**
   * Returns a copy of the table as a list or a map; tables inside get the form that is natural for
   * them.
   */
  static Object of(JavaBridge bridge, LuaTable table, boolean list) {
    TableCopy copy = new TableCopy(bridge);
    bridge.enter();
    try {
      boolean natural = TableList.isSequence(table) == list;
      Object root = empty(table, list);
      if (natural) {
        copy.copies.put(table, root);
      }
      copy.fill(new TableContents(table, list), root);
      copy.fillAll();
      return root;
    } finally {
      bridge.exit();
    }
  }

  private static Object empty(LuaTable table, boolean list) {
    return list ? new ArrayList<>(table.rawlen()) : new LinkedHashMap<>();
  }

  private void fillAll() {
    for (TableContents each = unfilled.poll(); each != null; each = unfilled.poll()) {
      fill(each, copyOf(each.table));
    }
  }

  @SuppressWarnings("unchecked")
  private void fill(TableContents contents, Object copy) {
    for (LuaValue first = contents.next(); first != null; first = contents.next()) {
      if (contents.list) {
        ((List<@Nullable Object>) copy).add(toJava(first));
      } else {
        ((Map<Object, @Nullable Object>) copy).put(key(first), toJava(contents.second()));
      }
    }
  }

  /** Two tables may have equal contents, but a Java map has no two equal keys. */
  private Object key(LuaValue key) {
    if (key instanceof LuaTable) {
      throw new IllegalArgumentException("a table that is a key of a table has no copy");
    }
    return Objects.requireNonNull(bridge.toJava(key));
  }

  private @Nullable Object toJava(LuaValue value) {
    return value instanceof LuaTable table ? copyOf(table) : bridge.toJava(value);
  }

  private Object copyOf(LuaTable table) {
    @Nullable Object known = copies.get(table);
    if (known == null) {
      TableContents contents = new TableContents(table, TableList.isSequence(table));
      known = empty(table, contents.list);
      copies.put(table, known);
      unfilled.add(contents);
    }
    return known;
  }
}
