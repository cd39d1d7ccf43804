package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.TableView;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * All entries of a table. As in Lua, putting null removes, and neither null nor NaN can be a key.
 */
final class TableMap extends AbstractMap<Object, Object> implements TableView, LuaBacked {

  private final JavaBridge bridge;
  private final LuaTable table;

  TableMap(JavaBridge bridge, LuaTable table) {
    this.bridge = bridge.handingOut();
    this.table = table;
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
    return new TableList(bridge, table);
  }

  @Override
  public Map<Object, Object> asMap() {
    return this;
  }

  @Override
  public int size() {
    bridge.enter();
    try {
      int count = 0;
      LuaValue key = LuaValue.NIL;
      for (Varargs entry = table.next(key); !entry.arg1().isnil(); entry = table.next(key)) {
        key = entry.arg1();
        count++;
      }
      return count;
    } finally {
      bridge.exit();
    }
  }

  @Override
  public boolean isEmpty() {
    bridge.enter();
    try {
      return table.next(LuaValue.NIL).arg1().isnil();
    } finally {
      bridge.exit();
    }
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    bridge.enter();
    try {
      return key != null && !table.rawget(bridge.toLua(key)).isnil();
    } finally {
      bridge.exit();
    }
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    bridge.enter();
    try {
      return key == null ? null : bridge.toJava(table.rawget(bridge.toLua(key)));
    } finally {
      bridge.exit();
    }
  }

  @Override
  public @Nullable Object put(Object key, @Nullable Object value) {
    LuaValue luaKey = bridge.toLua(Objects.requireNonNull(key, "a Lua table has no key nil"));
    if (key instanceof Double number && number.isNaN()) {
      throw new IllegalArgumentException("a Lua table has no key NaN");
    }
    bridge.enter();
    try {
      LuaValue before = table.rawget(luaKey);
      table.rawset(luaKey, bridge.toLua(value));
      return bridge.toJava(before);
    } finally {
      bridge.exit();
    }
  }

  @Override
  public @Nullable Object remove(@Nullable Object key) {
    return key == null ? null : put(key, null);
  }

  @Override
  public void clear() {
    for (Iterator<Entry<Object, Object>> entries = new Entries(); entries.hasNext(); ) {
      entries.next();
      entries.remove();
    }
  }

  @Override
  public Set<Entry<Object, Object>> entrySet() {
    return new EntrySet();
  }

  @Override
  public Object copy() {
    return TableCopy.of(bridge, table, false);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return TableEquality.equal(this, other);
  }

  @Override
  public int hashCode() {
    return TableHash.of(bridge, table, false);
  }

  @Override
  public String toString() {
    bridge.enter();
    try {
      return TableText.of(bridge, table, false);
    } finally {
      bridge.exit();
    }
  }

  private Varargs following(LuaValue key) {
    bridge.enter();
    try {
      return table.next(key);
    } finally {
      bridge.exit();
    }
  }

  private @Nullable LuaValue next(TableContents entries) {
    bridge.enter();
    try {
      return entries.next();
    } finally {
      bridge.exit();
    }
  }

  private void assign(LuaValue key, LuaValue value) {
    bridge.enter();
    try {
      table.rawset(key, value);
    } finally {
      bridge.exit();
    }
  }

  private final class EntrySet extends AbstractSet<Entry<Object, Object>> {

    @Override
    public Iterator<Entry<Object, Object>> iterator() {
      return new Entries();
    }

    @Override
    public int size() {
      return TableMap.this.size();
    }

    @Override
    public boolean contains(@Nullable Object object) {
      if (!(object instanceof Entry<?, ?> entry)) {
        return false;
      }
      @Nullable Object value = TableMap.this.get(entry.getKey());
      return value != null && value.equals(entry.getValue());
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return super.equals(other);
    }

    /** Values that several entries share are visited once, as in {@link TableMap#hashCode}. */
    @Override
    public int hashCode() {
      TableHash hash = new TableHash(bridge);
      TableContents entries = new TableContents(table, false);
      int sum = 0;
      for (LuaValue key = next(entries); key != null; key = next(entries)) {
        sum += hash.of(key) ^ hash.of(entries.second());
      }
      return sum;
    }
  }

  /** Fetches the next key before it returns an entry, so that the entry may be removed. */
  private final class Entries implements Iterator<Entry<Object, Object>> {

    private Varargs next = following(LuaValue.NIL);
    private @Nullable LuaValue current;

    @Override
    public boolean hasNext() {
      return !next.arg1().isnil();
    }

    @Override
    public Entry<Object, Object> next() {
      LuaValue key = next.arg1();
      if (key.isnil()) {
        throw new NoSuchElementException();
      }
      LuaValue value = next.arg(2);
      current = key;
      bridge.enter();
      try {
        next = table.next(key);
        return new LiveEntry(key, bridge.toJava(key), bridge.toJava(value));
      } finally {
        bridge.exit();
      }
    }

    @Override
    public void remove() {
      if (current == null) {
        throw new IllegalStateException();
      }
      assign(current, LuaValue.NIL);
      current = null;
    }
  }

  private final class LiveEntry extends SimpleEntry<Object, Object> {

    private static final long serialVersionUID = 1;

    private final transient LuaValue luaKey;

    LiveEntry(LuaValue luaKey, @Nullable Object key, @Nullable Object value) {
      super(key, value);
      this.luaKey = luaKey;
    }

    @Override
    public @Nullable Object setValue(@Nullable Object value) {
      assign(luaKey, bridge.toLua(value));
      return super.setValue(value);
    }
  }
}
