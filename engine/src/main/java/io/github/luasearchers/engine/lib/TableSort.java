package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The sorting of {@code table.sort}: ltablib.c's quicksort, step by step, as what an order that is
 * none leads to is to be the same too.
 */
abstract class TableSort {

  /** What a comparison takes, in instructions of the loop. */
  private static final int COMPARISON = 2;

  final LuaRuntime lua;
  private final boolean level53;

  private TableSort(LuaRuntime lua, boolean level53) {
    this.lua = lua;
    this.level53 = level53;
  }

  /**
   * Sorts values in place; if the comparison fails on the way, they are as far as it came.
   *
   * @param order a function that tells whether one value comes before another, or nil for {@code <}
   */
  static void sort(LuaRuntime lua, boolean level53, LuaValue[] values, LuaValue order) {
    int last = values.length - 1;
    if (!order.isnil()) {
      new ByFunction(lua, level53, values, order).sort(0, last);
    } else if (areAll(LuaInteger.class, values) || areAll(LuaFloat.class, values)) {
      OfNumbers numbers = new OfNumbers(lua, level53, values);
      try {
        numbers.sort(0, last);
      } finally {
        numbers.give(values);
      }
    } else {
      new OfValues(lua, level53, values).sort(0, last);
    }
  }

  private static boolean areAll(Class<?> type, LuaValue[] values) {
    for (LuaValue value : values) {
      if (value.getClass() != type) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether the value at one index comes before that at another. */
  abstract boolean less(int i, int j);

  abstract void swap(int i, int j);

  private boolean isLess(int i, int j) {
    lua.charge(COMPARISON);
    return less(i, j);
  }

  final void sort(int low, int high) {
    int l = low;
    int u = high;
    while (l < u) {
      if (isLess(u, l)) {
        swap(l, u);
      }
      if (u - l == 1) {
        return;
      }
      int middle = (l + u) >>> 1;
      if (isLess(middle, l)) {
        swap(middle, l);
      } else if (isLess(u, middle)) {
        swap(middle, u);
      }
      if (u - l == 2) {
        return;
      }
      swap(middle, u - 1);
      int i = partition(l, u);
      swap(u - 1, i); // a[l..i-1] <= a[i] == pivot <= a[i+1..u]
      if (i - l < u - i) {
        sort(l, i - 1); // the smaller half
        l = i + 1;
      } else {
        sort(i + 1, u);
        u = i - 1;
      }
    }
  }

  /** Puts what is less than the pivot, a[u-1], in front of the rest; returns where that begins. */
  private int partition(int l, int u) {
    int pivot = u - 1;
    int i = l;
    int j = u - 1;
    while (true) { // invariant: a[l..i] <= pivot <= a[j..u]
      while (isLess(++i, pivot)) {
        if (level53 ? i == u - 1 : i >= u) {
          throw invalidOrder();
        }
      }
      while (isLess(pivot, --j)) {
        if (level53 ? j < i : j <= l) {
          throw invalidOrder();
        }
      }
      if (j < i) {
        return i;
      }
      swap(i, j);
    }
  }

  private LuaError invalidOrder() {
    return lua.error("invalid order function for sorting", 1);
  }

  /** Numbers of one class that doubles hold exactly, without the objects. */
  private static final class OfNumbers extends TableSort {

    private final double[] a;
    private final boolean integers;

    OfNumbers(LuaRuntime lua, boolean level53, LuaValue[] values) {
      super(lua, level53);
      this.integers = values[0] instanceof LuaInteger;
      lua.reserve((long) values.length * Double.BYTES);
      this.a = new double[values.length];
      for (int i = 0; i < a.length; i++) {
        a[i] = values[i].todouble();
      }
    }

    @Override
    boolean less(int i, int j) {
      return a[i] < a[j];
    }

    @Override
    void swap(int i, int j) {
      double value = a[i];
      a[i] = a[j];
      a[j] = value;
    }

    /** Puts the numbers back where they came from. */
    void give(LuaValue[] values) {
      for (int i = 0; i < a.length; i++) {
        values[i] = integers ? LuaInteger.valueOf((int) a[i]) : new LuaFloat(a[i]);
      }
    }
  }

  /** Values in the order of {@code <}. */
  private static class OfValues extends TableSort {

    final LuaValue[] a;

    OfValues(LuaRuntime lua, boolean level53, LuaValue[] values) {
      super(lua, level53);
      this.a = values;
    }

    @Override
    boolean less(int i, int j) {
      LuaValue left = a[i];
      LuaValue right = a[j];
      if (isExact(left) && isExact(right)) {
        return left.todouble() < right.todouble();
      }
      if (left instanceof LuaString x && right instanceof LuaString y) {
        lua.chargeBytes(Math.min(x.m_length, y.m_length));
        return LibraryFunction.compare(x, y) < 0;
      }
      return lua.lessThan(left, right);
    }

    /** Tells whether a value is a number that a double holds exactly. */
    private static boolean isExact(LuaValue value) {
      return value instanceof LuaFloat || value instanceof LuaInteger;
    }

    @Override
    final void swap(int i, int j) {
      LuaValue value = a[i];
      a[i] = a[j];
      a[j] = value;
    }
  }

  /** Values in the order of a function. */
  private static final class ByFunction extends OfValues {

    private final LuaValue order;

    ByFunction(LuaRuntime lua, boolean level53, LuaValue[] values, LuaValue order) {
      super(lua, level53, values);
      this.order = order;
    }

    @Override
    boolean less(int i, int j) {
      return order.call(a[i], a[j]).toboolean();
    }
  }
}
