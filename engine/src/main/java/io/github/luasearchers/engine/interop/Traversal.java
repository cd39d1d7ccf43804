package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.vm.Builtin;
import java.lang.reflect.Array;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The iterator function that {@code pairs} returns for a Java object. */
abstract class Traversal extends Builtin {

  final JavaBridge bridge;
  private int count;

  private Traversal(JavaBridge bridge) {
    super(bridge.lua(), "next");
    this.bridge = bridge;
  }

  @Override
  protected final Varargs run(Varargs args) {
    try {
      return next();
    } catch (RuntimeException e) {
      throw bridge.failure(e);
    }
  }

  abstract Varargs next();

  final int count() {
    return count;
  }

  /** Returns a pair of the next number and a value. */
  final Varargs counted(@Nullable Object value) {
    return LuaValue.varargsOf(LuaValue.valueOf(++count), bridge.toLua(value));
  }

  static final class OfArray extends Traversal {

    private final Object array;

    OfArray(JavaBridge bridge, Object array) {
      super(bridge);
      this.array = array;
    }

    @Override
    Varargs next() {
      return count() < Array.getLength(array) ? counted(Array.get(array, count())) : LuaValue.NIL;
    }
  }

  /** Iterates by index, so that the list may change meanwhile. */
  static final class OfList extends Traversal {

    private final List<?> list;

    OfList(JavaBridge bridge, List<?> list) {
      super(bridge);
      this.list = list;
    }

    @Override
    Varargs next() {
      return count() < list.size() ? counted(list.get(count())) : LuaValue.NIL;
    }
  }

  static final class OfIterator extends Traversal {

    private final Iterator<?> iterator;

    OfIterator(JavaBridge bridge, Iterator<?> iterator) {
      super(bridge);
      this.iterator = iterator;
    }

    @Override
    Varargs next() {
      @Nullable Object value;
      boolean lent = bridge.leave();
      try {
        if (!iterator.hasNext()) {
          return LuaValue.NIL;
        }
        value = iterator.next();
      } finally {
        bridge.comeBack(lent);
      }
      return counted(value);
    }
  }

  /**
   * Iterates over the entries that the map had at the beginning, so that entries may be assigned
   * meanwhile, nil included, as Lua allows. An entry whose key is null cannot be represented and is
   * left out.
   */
  static final class OfEntries extends Traversal {

    private final Object[] entries;
    private int next;

    OfEntries(JavaBridge bridge, Map<?, ?> map) {
      super(bridge);
      this.entries = map.entrySet().toArray();
    }

    @Override
    Varargs next() {
      while (next < entries.length) {
        Map.Entry<?, ?> entry = (Map.Entry<?, ?>) entries[next++];
        LuaValue key = bridge.toLua(entry.getKey());
        if (!key.isnil()) {
          return LuaValue.varargsOf(key, bridge.toLua(entry.getValue()));
        }
      }
      return LuaValue.NIL;
    }
  }
}
