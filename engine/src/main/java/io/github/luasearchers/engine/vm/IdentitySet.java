package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;

/**
 * A set of objects that compares them by identity. The JDK's allocates an entry for each object.
 */
final class IdentitySet {

  private static final int FIRST = 1 << 10;

  private @Nullable Object[] slots = new Object[FIRST];
  private int size;

  /** Adds an object, and tells whether it was new. */
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  boolean add(Object object) {
    int at = place(slots, object);
    if (slots[at] == object) {
      return false;
    }
    slots[at] = object;
    if (++size > slots.length / 2) {
      grow();
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  boolean contains(Object object) {
    return slots[place(slots, object)] == object;
  }

  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  private static int place(@Nullable Object[] all, Object object) {
    int mask = all.length - 1;
    int hash = System.identityHashCode(object) * 0x9e3779b1;
    int at = (hash ^ hash >>> 15) & mask;
    while (all[at] != null && all[at] != object) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    @Nullable Object[] larger = new Object[2 * slots.length];
    for (Object each : slots) {
      if (each != null) {
        larger[place(larger, each)] = each;
      }
    }
    slots = larger;
  }
}
