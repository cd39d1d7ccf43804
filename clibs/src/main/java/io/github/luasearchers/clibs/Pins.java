package io.github.luasearchers.clibs;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Strings whose bytes stay where they are until the string is gone, for C may go on using them:
 * long ones that C has been given the bytes of, and short ones that it has stored after that.
 */
final class Pins {

  private static final int HASHES = 1 << 12;

  private final ReferenceQueue<LuaString> gone = new ReferenceQueue<>();

  /** The first of those of an identity. */
  private final Map<Integer, Pin> first = new HashMap<>();

  /** How many there are with a part of a hash. Most strings need not be asked for identity. */
  private final int[] counts = new int[HASHES];

  private final Universe universe;

  Pins(Universe universe) {
    this.universe = universe;
  }

  /** Returns the address of a string's bytes that stay, 0 if there are none. */
  long find(LuaString text) {
    if (counts[text.hashCode() & HASHES - 1] == 0) {
      return 0;
    }
    @Nullable Pin pin = first.get(System.identityHashCode(text));
    while (pin != null && pin.get() != text) {
      pin = pin.next;
    }
    return pin == null ? 0 : pin.bytes;
  }

  /** Keeps bytes that have been allocated for a string. */
  void add(LuaString text, long bytes) {
    add(new Pin(text, gone, bytes, 0, 0));
  }

  /** Keeps the bytes of a string that lie in an entry of a state. */
  void add(LuaString text, long bytes, long state, int entry) {
    add(new Pin(text, gone, bytes, state, entry));
  }

  private void add(Pin pin) {
    freeGone();
    pin.next = first.put(pin.identity, pin);
    counts[pin.hash]++;
    count(pin.size);
  }

  /** Frees the bytes of strings that are gone. */
  void freeGone() {
    @Nullable Reference<?> each = gone.poll();
    if (each != null) {
      free(each);
    }
  }

  private void free(Reference<?> head) {
    Set<Long> states = new HashSet<>();
    for (@Nullable Reference<?> each = head; each != null; each = gone.poll()) {
      Pin pin = (Pin) each;
      remove(pin);
      count(-pin.size);
      if (pin.state == 0) {
        Natives.free(pin.bytes);
      } else if (Natives.unpin(pin.state, pin.entry)) {
        states.add(pin.state);
      } else {
        states.remove(pin.state);
      }
    }
    for (long state : states) {
      Natives.gather(state);
    }
  }

  private void remove(Pin pin) {
    counts[pin.hash]--;
    @Nullable Pin before = first.get(pin.identity);
    if (before == pin) {
      first.computeIfPresent(pin.identity, (identity, head) -> head.next);
      return;
    }
    while (before != null && before.next != pin) {
      before = before.next;
    }
    if (before != null) {
      before.next = pin.next;
    }
  }

  /** Frees what has been allocated: nothing uses it any more. The rest goes with the arena. */
  void freeAll() {
    for (Pin head : first.values()) {
      for (@Nullable Pin each = head; each != null; each = each.next) {
        if (each.state == 0) {
          Natives.free(each.bytes);
        }
      }
    }
    first.clear();
  }

  /** Counts bytes that C has allocated, as those of userdata. */
  private void count(long bytes) {
    ByteBuffer memory = universe.memory();
    memory.putLong(Layout.BLOCK_BYTES, memory.getLong(Layout.BLOCK_BYTES) + bytes);
  }

  private static final class Pin extends WeakReference<LuaString> {
    final int hash;
    final int identity;
    final long bytes;

    /** How many bytes have been allocated. */
    final long size;

    /** The state's address, 0 if the bytes have been allocated, and the number of its entry. */
    final long state;

    final int entry;
    @Nullable Pin next;

    Pin(LuaString text, ReferenceQueue<LuaString> gone, long bytes, long state, int entry) {
      super(text, gone);
      this.hash = text.hashCode() & HASHES - 1;
      this.size = state == 0 ? text.m_length : 0;
      this.identity = System.identityHashCode(text);
      this.bytes = bytes;
      this.state = state;
      this.entry = entry;
    }
  }
}
