package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.LuaLong;
import io.github.luasearchers.engine.value.Numbers;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/**
 * The entries of a table with weak keys, weak values or both. Numbers, strings and booleans are
 * values and never removed; tables, functions, coroutines and userdata are.
 *
 * <p>A table with weak keys and strong values is an ephemeron table: a value that is reachable only
 * through its own key must not keep the key alive. The JVM has no such reference: whatever holds
 * the value also holds what the value refers to. So the table does not hold the value. It is
 * attached to the key ({@link Attachments}), under the table's identity, and the table has only a
 * weak reference to the key, for traversals. Then key and value live and die together, with one
 * flaw: a value outlives its table until its key is used in another weak table, or dies.
 *
 * <p>Functions, tables and userdata of foreign classes have no attachments. The table holds their
 * values, which keeps a key alive that its value refers to.
 *
 * <p>An entry whose key or value was collected counts as cleared. As in {@link Table}, it keeps its
 * slot until a rehash.
 */
final class WeakEntries {

  /** Stands for a value that is attached to its key. */
  private static final Object ON_KEY = new Object();

  private final WeakReference<WeakEntries> self = new WeakReference<>(this);
  private final boolean weakKeys;
  private final boolean weakValues;

  private @Nullable Object[] keys = new Object[4];
  private @Nullable Object[] values = new Object[4];
  private int used;

  /** Whether there has been a table with weak keys in this JVM. */
  private static volatile boolean anyWeakKeys;

  WeakEntries(boolean weakKeys, boolean weakValues) {
    anyWeakKeys |= weakKeys;
    this.weakKeys = weakKeys;
    this.weakValues = weakValues;
  }

  /** Tells whether there may be tables with weak keys. */
  static boolean areInUse() {
    return anyWeakKeys;
  }

  boolean is(boolean weakKeys, boolean weakValues) {
    return this.weakKeys == weakKeys && this.weakValues == weakValues;
  }

  boolean hasWeakValues() {
    return weakValues;
  }

  LuaValue get(LuaValue key) {
    if (hangsOn(key)) {
      // Works even while a finalizer runs, when the reference to the key is already cleared.
      LuaValue value = Attachments.get((Attachable) key, self);
      return value == null ? LuaValue.NIL : value;
    }
    int slot = slotOf(key);
    LuaValue value = slot < 0 ? null : valueOrNull(slot);
    return value == null ? LuaValue.NIL : value;
  }

  void set(LuaValue key, LuaValue value) {
    boolean clear = value.isnil();
    boolean hangs = hangsOn(key);
    if (hangs) {
      Attachments.set((Attachable) key, self, clear ? null : value);
    }
    int slot = slotOf(key);
    if (slot < 0 && clear) {
      return;
    }
    if (slot < 0) {
      slot = add(key);
    }
    values[slot] = clear ? null : hangs ? ON_KEY : weakValues ? weakly(value) : value;
    if (!weakKeys) {
      keys[slot] = clear ? traceOf(normal(key)) : normal(key);
    }
  }

  /**
   * Returns what replaces a cleared key: a traversal can go on from it, and it keeps no object
   * alive.
   */
  private static Object traceOf(LuaValue key) {
    return DeadKey.isFor(key) ? new Ref(key) : key;
  }

  /** Clears the rest of an entry whose key or value was collected. */
  private void drop(int slot) {
    values[slot] = null;
    if (keys[slot] instanceof LuaValue key) {
      keys[slot] = traceOf(key);
    }
  }

  /** Lists a key again that has its value attached, in its former slot if possible. */
  void relist(LuaValue key) {
    if (slotOf(key) < 0) {
      int slot = lostSlot(key.hashCode());
      if (slot < 0) {
        values[add(key)] = ON_KEY;
      } else {
        keys[slot] = weakly(key);
      }
    }
  }

  /** Returns the slot of a collected key by its hash, -1 if there is none. */
  private int lostSlot(int hash) {
    int mask = keys.length - 1;
    for (int slot = spread(hash) & mask; keys[slot] != null; slot = slot + 1 & mask) {
      boolean lost = keys[slot] instanceof Ref ref && ref.hash == hash && ref.get() == null;
      if (lost && values[slot] == ON_KEY) {
        return slot;
      }
    }
    return -1;
  }

  /** Detaches all values from their keys. */
  void clear() {
    for (int slot = nextSlot(-1); slot >= 0; slot = nextSlot(slot)) {
      set(keyIn(slot), LuaValue.NIL);
    }
  }

  private boolean hangsOn(LuaValue key) {
    return weakKeys && !weakValues && key instanceof Attachable;
  }

  private static boolean isCollectable(LuaValue value) {
    return !(value instanceof LuaString) && !(value instanceof LuaNumber) && !value.isboolean();
  }

  private static Object weakly(LuaValue value) {
    return isCollectable(value) ? new Ref(value) : value;
  }

  // ---- slots

  /** Returns a key's slot, -1 if there is none. */
  int slotOf(LuaValue key) {
    LuaValue normal = normal(key);
    int hash = normal.hashCode();
    int mask = keys.length - 1;
    int start = spread(hash) & mask;
    int slot = start;
    for (; keys[slot] != null; slot = slot + 1 & mask) {
      Object each = keys[slot];
      Object there = each instanceof Ref ref ? ref.hash == hash ? ref.get() : null : each;
      if (there == normal || there != null && isEqual(normal, there)) {
        CurrentMeter.chargeProbes(slot - start & mask);
        return slot;
      }
    }
    CurrentMeter.chargeProbes(slot - start & mask);
    return -1;
  }

  private static LuaValue normal(LuaValue key) {
    return key instanceof LuaNumber && !(key instanceof LuaLong)
        ? Numbers.integral(key.todouble())
        : key;
  }

  private static boolean isEqual(LuaValue key, Object there) {
    boolean byValue =
        key instanceof LuaString || key instanceof LuaNumber || key instanceof LuaUserdata;
    return byValue && key.raweq((LuaValue) there);
  }

  int nextSlot(int slot) {
    for (int next = slot + 1; next < keys.length; next++) {
      if (keys[next] == null) {
        continue;
      }
      if (keyOrNull(next) != null && valueOrNull(next) != null) {
        return next;
      }
      if (values[next] != ON_KEY) { // a key that comes back for its finalizer is listed here again
        drop(next);
      }
    }
    return -1;
  }

  /** Returns a slot's key, nil if it was collected just now. */
  LuaValue keyIn(int slot) {
    LuaValue key = keyOrNull(slot);
    return key == null ? LuaValue.NIL : key;
  }

  /** Returns a slot's value, nil if it was collected just now. */
  LuaValue valueIn(int slot) {
    LuaValue value = valueOrNull(slot);
    return value == null ? LuaValue.NIL : value;
  }

  /** Adds what is held strongly, and the values of keys that are reached by another way. */
  void hold(HeapWalk walk) {
    walk.count(2L * keys.length * HeapWalk.REFERENCE + 2L * used * HeapWalk.OBJECT);
    for (int slot = 0; slot < keys.length; slot++) {
      LuaValue key = keys[slot] == null ? null : keyOrNull(slot);
      LuaValue value = key == null ? null : valueOrNull(slot);
      if (key == null || value == null) {
        continue;
      }
      if (!weakKeys) {
        walk.add(key);
      }
      if (!(values[slot] instanceof Ref)) {
        walk.addIfReached(key, value);
      }
    }
  }

  private @Nullable LuaValue keyOrNull(int slot) {
    Object key = keys[slot];
    return key instanceof Ref ref ? ref.get() : (LuaValue) key;
  }

  private @Nullable LuaValue valueOrNull(int slot) {
    Object value = values[slot];
    if (value == ON_KEY) {
      LuaValue key = keyOrNull(slot);
      return key == null ? null : Attachments.get((Attachable) key, self);
    }
    return value instanceof Ref ref ? ref.get() : (LuaValue) value;
  }

  private int add(LuaValue key) {
    if (used >= keys.length - (keys.length >> 2)) {
      rehash();
    }
    LuaValue normal = normal(key);
    int slot = put(weakKeys ? weakly(normal) : normal);
    used++;
    return slot;
  }

  private int put(Object key) {
    int mask = keys.length - 1;
    int start = spread(key.hashCode()) & mask;
    int slot = start;
    while (keys[slot] != null) {
      slot = slot + 1 & mask;
    }
    CurrentMeter.chargeProbes(slot - start & mask);
    keys[slot] = key;
    return slot;
  }

  /** Drops dead entries, and makes room for half as many again. */
  private void rehash() {
    @Nullable Object[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    boolean[] live = new boolean[oldKeys.length];
    int count = 0;
    for (int slot = nextSlot(-1); slot >= 0; slot = nextSlot(slot)) {
      live[slot] = true;
      count++;
    }
    int size = Integer.highestOneBit(count + (count >> 1) + 3) << 1;
    boolean complete = false;
    try {
      keys = new Object[size];
      values = new Object[size];
      for (int slot = 0; slot < live.length; slot++) {
        Object key = oldKeys[slot];
        if (live[slot] && key != null) {
          values[put(key)] = oldValues[slot];
        }
      }
      used = count;
      complete = true;
    } finally {
      if (!complete) { // stopped: colliding keys took too long
        keys = oldKeys;
        values = oldValues;
      }
    }
  }

  private static int spread(int hash) {
    int product = hash * 0x9e3779b1;
    return product ^ product >>> 16;
  }

  private static final class Ref extends WeakReference<LuaValue> {
    final int hash;

    Ref(LuaValue referent) {
      super(referent);
      hash = referent.hashCode();
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
