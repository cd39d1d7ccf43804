package io.github.luasearchers.engine.vm;

import java.util.Arrays;
import org.luaj.vm2.LuaValue;

/** A stable sort that terminates whatever the order function returns. */
final class MergeSort {

  private MergeSort() {}

  static void sort(LuaValue[] elements, LuaValue order) {
    sort(elements, Arrays.copyOf(elements, elements.length), 0, elements.length, order);
  }

  /** Sorts a range; both arrays hold the same elements at first. */
  private static void sort(LuaValue[] to, LuaValue[] from, int start, int end, LuaValue order) {
    if (end - start < 2) {
      return;
    }
    int middle = start + end >>> 1;
    sort(from, to, start, middle, order);
    sort(from, to, middle, end, order);
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takeRight = left == middle || right < end && less(from[right], from[left], order);
      to[at] = takeRight ? from[right++] : from[left++];
    }
  }

  private static boolean less(LuaValue a, LuaValue b, LuaValue order) {
    return order.isnil() ? a.lt_b(b) : order.call(a, b).toboolean();
  }
}
