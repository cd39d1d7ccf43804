package io.github.luasearchers.engine.live.picture;

import io.github.luasearchers.engine.LuaModule;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What modules cost: by themselves, and with all that they require. Times in nanoseconds. */
final class Costs {

  private final Graph graph;
  private final long[] self;

  Costs(Graph graph) {
    this.graph = graph;
    self = new long[graph.size()];
    for (int i = 0; i < self.length; i++) {
      self[i] = total(graph.module(i));
    }
    for (int i = 0; i < self.length; i++) {
      LuaModule module = graph.module(i);
      @Nullable Integer by = module.requiredBy().map(graph::number).orElse(null);
      if (by != null && by != i && isWithin(module, graph.module(by))) {
        self[by] -= total(module);
      }
    }
  }

  /** Returns how long a module was searched for, compiled and run, with what it required. */
  static long total(LuaModule module) {
    return module.findNanos() + module.compileNanos() + module.runNanos();
  }

  /** A function of a loaded module may require another one much later: not in its time. */
  private static boolean isWithin(LuaModule module, LuaModule requirer) {
    long begin = module.beginNanos();
    return begin >= requirer.beginNanos() && begin < requirer.beginNanos() + total(requirer);
  }

  /** Returns how long a module took without those that it required. */
  long self(int module) {
    return Math.max(0, self[module]);
  }

  /** Returns how long a module and all that it requires took: what would be saved without them. */
  long closure(int module) {
    return reach(module).stream().mapToLong(this::self).sum();
  }

  /** Returns a module and all that it requires, directly or not. */
  BitSet reach(int module) {
    BitSet reached = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    reached.set(module);
    open.add(module);
    while (!open.isEmpty()) {
      for (int target : graph.requires(open.remove())) {
        if (!reached.get(target)) {
          reached.set(target);
          open.add(target);
        }
      }
    }
    return reached;
  }
}
