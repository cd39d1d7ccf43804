package io.github.luasearchers.engine.vm;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * Adds up the sizes of everything that is reachable, other than through weak references only.
 *
 * <p>The walk is linear: it visits an object once. A value in a table with weak keys counts once
 * its key is visited, and waits until then.
 */
public final class HeapWalk {

  /** The sizes of objects on a 64-bit JVM, and of references, which are wider with a large heap. */
  static final int OBJECT = 24;

  static final int ARRAY = 16;
  public static final int REFERENCE = Runtime.getRuntime().maxMemory() < 32L << 30 ? 4 : 8;
  private static final int STRING = 32;
  private static final int FUNCTION = 40;
  private static final int NUMBER = 16;
  private static final int BOX = 32;

  /** The size from which several strings may share an array. */
  private static final int SHARED = 64;

  /** Steps between two checks whether to stop. */
  private static final int STEPS = 1 << 12;

  private final LuaRuntime lua;
  private final IdentitySet seen = new IdentitySet();
  private final ArrayDeque<LuaValue> open = new ArrayDeque<>();

  /** The values whose keys were not reached yet, by key. */
  private final IdentityHashMap<LuaValue, Waiting> waiting = new IdentityHashMap<>();

  /** Where the threads are to be listed, or null. */
  private final @Nullable Threads threads;

  private long bytes;
  private int steps;

  HeapWalk(LuaRuntime lua) {
    this(lua, null);
  }

  /** Creates a walk that lists the threads that it meets. */
  HeapWalk(LuaRuntime lua, @Nullable Threads threads) {
    this.lua = lua;
    this.threads = threads;
  }

  /** Counts bytes. */
  public void count(long size) {
    bytes += size;
  }

  /** Counts a value and everything it refers to, unless it was counted before. */
  public void add(@Nullable LuaValue value) {
    if (value == null) {
      return;
    }
    if (value instanceof LuaString text) {
      addText(text);
    } else if (value instanceof LuaNumber) {
      bytes += NUMBER;
    } else if (value.type() > LuaValue.TBOOLEAN && seen.add(value)) {
      open.push(value);
    }
  }

  private void addText(LuaString text) {
    if (!seen.add(text)) {
      return;
    }
    int length = text.m_bytes.length;
    bytes += STRING;
    if (length <= SHARED || seen.add(text.m_bytes)) {
      bytes += ARRAY + length;
    }
  }

  /** Returns the objects that were added and not visited yet. */
  List<LuaValue> found() {
    return List.copyOf(open);
  }

  void addAll(@Nullable LuaValue[] values, int end) {
    for (int i = 0; i < end; i++) {
      add(values[i]);
      step();
    }
  }

  /** Counts a value and everything it refers to once its key is reached by another way. */
  void addIfReached(LuaValue key, LuaValue value) {
    step();
    boolean isReached = !isObject(key) || seen.contains(key);
    if (isReached) {
      add(value);
    } else {
      waiting.put(key, new Waiting(value, waiting.get(key)));
    }
  }

  /** Tells whether a value is an object, which a weak reference could lose. */
  private static boolean isObject(LuaValue value) {
    return value.type() > LuaValue.TBOOLEAN
        && !(value instanceof LuaString)
        && !(value instanceof LuaNumber);
  }

  /** Visits everything, and returns the sum. */
  long finish() {
    while (!open.isEmpty()) {
      visit(open.pop());
      step();
    }
    return bytes;
  }

  private void step() {
    if (++steps % STEPS == 0) {
      lua.stopIfDue();
    }
  }

  private void visit(LuaValue value) {
    bytes += OBJECT;
    for (Waiting each = waiting.remove(value); each != null; each = each.next) {
      add(each.value);
      step();
    }
    if (value instanceof Table table) {
      table.hold(this);
    } else if (value instanceof Closure closure) {
      visit(closure);
    } else if (value instanceof Coroutine thread) {
      thread.hold(this);
      if (threads != null) {
        threads.add(thread);
      }
    } else if (value instanceof HeapNode holder) {
      holder.hold(this);
    }
    if (value.isuserdata() || value.istable()) {
      add(lua.metatable(value));
    }
  }

  private void visit(Closure closure) {
    bytes += FUNCTION + ARRAY + (long) closure.upvalues.length * REFERENCE;
    for (UpValue variable : closure.upvalues) {
      if (seen.add(variable)) {
        bytes += BOX;
        add(variable.get());
      }
    }
    visit(closure.p);
  }

  private void visit(Prototype code) {
    if (!seen.add(code)) {
      return;
    }
    bytes += 2L * OBJECT + 2L * Integer.BYTES * code.code.length;
    bytes += (long) Integer.BYTES * code.lineinfo.length + (long) BOX * code.locvars.length;
    bytes += (long) BOX * code.upvalues.length;
    add(code.source);
    addAll(code.k, code.k.length);
    for (Prototype inner : code.p) {
      visit(inner);
      step();
    }
  }

  /** A value in a table with weak keys, and the next one that waits for the same key. */
  private static final class Waiting {
    final LuaValue value;
    final @Nullable Waiting next;

    Waiting(LuaValue value, @Nullable Waiting next) {
      this.value = value;
      this.next = next;
    }
  }
}
