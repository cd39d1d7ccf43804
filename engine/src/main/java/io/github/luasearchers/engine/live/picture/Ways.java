package io.github.luasearchers.engine.live.picture;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The shortest ways to modules from those that no other required first. */
final class Ways {

  private static final int NONE = -1;
  private static final int START = -2;

  /** The module before each on its way. */
  private final int[] before;

  Ways(Graph graph) {
    before = new int[graph.size()];
    Arrays.fill(before, NONE);
    Deque<Integer> reached = new ArrayDeque<>();
    for (int i = 0; i < before.length; i++) {
      if (graph.isEntry(i)) {
        before[i] = START;
        reached.add(i);
      }
    }
    while (!reached.isEmpty()) {
      int module = reached.remove();
      for (int target : graph.requires(module)) {
        if (before[target] == NONE) {
          before[target] = module;
          reached.add(target);
        }
      }
    }
  }

  /** Returns the module before one on the way to it, a negative number if there is none. */
  int before(int module) {
    return before[module];
  }

  /** Returns the modules on the way to one, with itself as the last. */
  int[] to(int module) {
    int length = 1;
    for (int each = module; before[each] >= 0; each = before[each]) {
      length++;
    }
    int[] way = new int[length];
    int each = module;
    for (int i = length - 1; i >= 0; i--) {
      way[i] = each;
      each = before[each];
    }
    return way;
  }
}
