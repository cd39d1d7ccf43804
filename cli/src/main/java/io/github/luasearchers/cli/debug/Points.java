package io.github.luasearchers.cli.debug;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All breakpoints. The editor's thread sets them, the script's thread looks them up. */
final class Points {

  private final Map<String, Map<Integer, Point>> byKey = new HashMap<>();

  /** The lines that have one in any source: what most lines are found out by. */
  private volatile BitSet lines = new BitSet();

  /** Sets the breakpoints of one source. */
  synchronized void set(String key, List<Point> points) {
    Map<Integer, Point> byLine = new HashMap<>();
    for (Point each : points) {
      byLine.put(each.line, each);
    }
    byKey.put(key, byLine);
    BitSet all = new BitSet();
    for (Map<Integer, Point> each : byKey.values()) {
      each.keySet().forEach(all::set);
    }
    lines = all;
  }

  boolean mayHave(int line) {
    return line >= 0 && lines.get(line);
  }

  synchronized @Nullable Point at(String key, int line) {
    Map<Integer, Point> points = byKey.get(key);
    return points == null ? null : points.get(line);
  }

  synchronized void clear() {
    byKey.clear();
    lines = new BitSet();
  }
}
