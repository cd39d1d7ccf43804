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
final class TableSort {

  /** What a comparison takes, in instructions of the loop. */
  private static final int COMPARISON = 2;

  private final LuaRuntime lua;
  private final LibraryFunction function;
  private final LuaValue[] a;
  private final LuaValue order;
  private final boolean ordered;

  /**
   * @param order a function that tells whether one value comes before another, or nil for {@code <}
   */
  TableSort(LuaRuntime lua, LibraryFunction function, LuaValue[] values, LuaValue order) {
    this.lua = lua;
    this.function = function;
    this.a = values;
    this.order = order;
    this.ordered = !order.isnil();
  }

  void sort() {
    sort(0, a.length - 1);
  }

  private void sort(int low, int high) {
    int l = low;
    int u = high;
    while (l < u) {
      if (less(a[u], a[l])) {
        swap(l, u);
      }
      if (u - l == 1) {
        return;
      }
      int middle = (l + u) >>> 1;
      if (less(a[middle], a[l])) {
        swap(middle, l);
      } else if (less(a[u], a[middle])) {
        swap(middle, u);
      }
      if (u - l == 2) {
        return;
      }
      LuaValue pivot = a[middle];
      swap(middle, u - 1);
      int i = partition(l, u, pivot);
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

  /** Puts what is less than the pivot in front of the rest, and returns where that begins. */
  private int partition(int l, int u, LuaValue pivot) {
    int i = l;
    int j = u - 1;
    while (true) { // invariant: a[l..i] <= pivot <= a[j..u]
      while (less(a[++i], pivot)) {
        if (function.level53 ? i == u - 1 : i >= u) {
          throw invalidOrder();
        }
      }
      while (less(pivot, a[--j])) {
        if (function.level53 ? j < i : j <= l) {
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

  private void swap(int i, int j) {
    LuaValue value = a[i];
    a[i] = a[j];
    a[j] = value;
  }

  /** Tells whether a value is a number that a double holds exactly. */
  private static boolean isExact(LuaValue value) {
    return value instanceof LuaFloat || value instanceof LuaInteger;
  }

  private boolean less(LuaValue left, LuaValue right) {
    lua.charge(COMPARISON);
    if (ordered) {
      return order.call(left, right).toboolean();
    }
    if (left instanceof LuaInteger x && right instanceof LuaInteger y) {
      return x.v < y.v;
    }
    if (isExact(left) && isExact(right)) {
      return left.todouble() < right.todouble();
    }
    if (left instanceof LuaString x && right instanceof LuaString y) {
      lua.chargeBytes(Math.min(x.m_length, y.m_length));
      return LibraryFunction.compare(x, y) < 0;
    }
    return lua.lessThan(left, right);
  }
}
