package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.vm.Addressed;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/**
 * Gives objects what {@code %p} shows of them in C: a number that no other living object has and
 * that stays. A JVM's identity hashes are not unique, and scripts use these texts as keys.
 */
public final class Addresses {

  private static final long FIRST = 0x55d000000000L;
  private static final int DISTANCE = 32;

  private static final Map<Key, Long> GIVEN = new HashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();
  private static long next = FIRST;

  private Addresses() {}

  /** Returns the text of a value that is no number and no string, {@code table: 0x55...}. */
  static String text(LuaValue value) {
    if (value.isnil() || value.isboolean()) {
      return value.tojstring();
    }
    return value.typename() + ": " + of(value);
  }

  /** Returns an object's address, {@code 0x55...}. */
  public static String of(LuaValue value) {
    @Nullable Object own = value instanceof LuaUserdata userdata ? userdata.m_instance : value;
    if (own instanceof Addressed object) {
      return object.address() == 0 ? "(nil)" : "0x" + Long.toHexString(object.address());
    }
    return "0x" + Long.toHexString(given(own == null ? value : own));
  }

  /** Returns the address that an object without one of its own is given. */
  public static synchronized long given(Object object) {
    forgetGone();
    @Nullable Long given = GIVEN.get(new Key(object, null));
    if (given != null) {
      return given;
    }
    long number = next;
    next += DISTANCE;
    GIVEN.put(new Key(object, GONE), number);
    return number;
  }

  private static void forgetGone() {
    for (Object key = GONE.poll(); key != null; key = GONE.poll()) {
      GIVEN.remove(key);
    }
  }

  private static final class Key extends WeakReference<Object> {

    private final int hash;

    Key(Object object, @Nullable ReferenceQueue<Object> queue) {
      super(object, queue);
      this.hash = System.identityHashCode(object);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      @Nullable Object object = get();
      return object != null && other instanceof Key key && key.get() == object;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
