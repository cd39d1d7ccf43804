package io.github.luasearchers.engine.vm;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * An object that {@link Finalizers} has marked, held weakly. The number is its place in the order
 * of marking.
 */
abstract class Mark extends WeakReference<LuaValue> {
  final long number;

  /** The index in the list of marks. */
  int index;

  /** The object, once the JVM has brought it back, or when the engine ends. */
  volatile @Nullable LuaValue object;

  Mark(LuaValue object, long number, int index) {
    super(object);
    this.number = number;
    this.index = index;
  }

  /** Tells whether the JVM's finalizer thread will put it on the queue. */
  abstract boolean isUnderWay();

  /** Tells whether the object is gone for good, and none has taken its place. */
  abstract boolean isGone();

  /** Returns the object that is to be finalized, null if there is none. */
  @Nullable LuaValue take() {
    @Nullable LuaValue taken = object;
    object = null;
    return taken;
  }

  /** One that is found by its sentinel. */
  static final class OfSentinel extends Mark {

    /** Whether the JVM's finalizer thread has put it on the queue. */
    volatile boolean queued;

    /** The one that was put on the queue before it, and how many there are with it. */
    @Nullable OfSentinel before;

    int place;

    OfSentinel(LuaValue object, long number, int index) {
      super(object, number, index);
    }

    @Override
    boolean isUnderWay() {
      return !queued && refersTo(null);
    }

    @Override
    boolean isGone() {
      return false;
    }
  }

  /** One that is found by its remains. */
  static final class OfRemains extends Mark {
    private final Remains remains;
    private final LuaTable metatable;

    OfRemains(LuaValue object, long number, int index, Remains remains, LuaTable metatable) {
      super(object, number, index);
      this.remains = remains;
      this.metatable = metatable;
    }

    @Override
    boolean isUnderWay() {
      return false;
    }

    @Override
    boolean isGone() {
      return refersTo(null);
    }

    @Override
    @Nullable LuaValue take() {
      @Nullable LuaValue held = super.take(); // at the end
      return held == null && isGone() ? remains.renew(metatable) : held;
    }
  }
}
