package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.TableView;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The elements 1, 2, ... of a table. It holds no null, which would end the sequence. */
final class TableList extends AbstractList<Object> implements TableView, LuaBacked, RandomAccess {

  private final JavaBridge bridge;
  private final LuaTable table;

  TableList(JavaBridge bridge, LuaTable table) {
    this.bridge = bridge.handingOut();
    this.table = table;
  }

  /** Tells whether the keys of a table are 1, 2, ... n, with at least one. */
  static boolean isSequence(LuaTable table) {
    int length = table.rawlen();
    if (length == 0) {
      return false;
    }
    int count = 0;
    LuaValue key = LuaValue.NIL;
    for (Varargs entry = table.next(key); !entry.arg1().isnil(); entry = table.next(key)) {
      key = entry.arg1();
      if (++count > length || !isIndex(key, length)) {
        return false;
      }
    }
    return count == length;
  }

  private static boolean isIndex(LuaValue key, int length) {
    if (key.type() != LuaValue.TNUMBER) {
      return false;
    }
    double number = key.todouble();
    return number >= 1 && number <= length && number == Math.rint(number);
  }

  @Override
  public JavaBridge bridge() {
    return bridge;
  }

  @Override
  public LuaValue value() {
    return table;
  }

  @Override
  public List<Object> asList() {
    return this;
  }

  @Override
  public Map<Object, Object> asMap() {
    return new TableMap(bridge, table);
  }

  @Override
  public int size() {
    bridge.enter();
    try {
      return table.rawlen();
    } finally {
      bridge.exit();
    }
  }

  @Override
  public @Nullable Object get(int index) {
    bridge.enter();
    try {
      return bridge.toJava(at(index));
    } finally {
      bridge.exit();
    }
  }

  private LuaValue at(int index) {
    return table.rawget(Objects.checkIndex(index, size()) + 1);
  }

  @Override
  public @Nullable Object set(int index, Object element) {
    bridge.enter();
    try {
      LuaValue before = at(index);
      table.rawset(index + 1, toLua(element));
      return bridge.toJava(before);
    } finally {
      bridge.exit();
    }
  }

  private LuaValue toLua(Object element) {
    return bridge.toLua(Objects.requireNonNull(element, "a Lua sequence cannot hold null"));
  }

  @Override
  public void add(int index, Object element) {
    bridge.enter();
    try {
      int size = size();
      LuaValue value = toLua(element);
      for (int i = size; i > Objects.checkIndex(index, size + 1); i--) {
        table.rawset(i + 1, table.rawget(i));
      }
      table.rawset(index + 1, value);
      modCount++;
    } finally {
      bridge.exit();
    }
  }

  @Override
  public @Nullable Object remove(int index) {
    bridge.enter();
    try {
      LuaValue before = at(index);
      int size = size();
      for (int i = index + 1; i < size; i++) {
        table.rawset(i, table.rawget(i + 1));
      }
      table.rawset(size, LuaValue.NIL);
      modCount++;
      return bridge.toJava(before);
    } finally {
      bridge.exit();
    }
  }

  @Override
  public Object copy() {
    return TableCopy.of(bridge, table, true);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return TableEquality.equal(this, other);
  }

  @Override
  public int hashCode() {
    return TableHash.of(bridge, table, true);
  }

  @Override
  public String toString() {
    bridge.enter();
    try {
      return TableText.of(bridge, table, true);
    } finally {
      bridge.exit();
    }
  }
}
