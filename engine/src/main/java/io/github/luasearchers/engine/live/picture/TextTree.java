package io.github.luasearchers.engine.live.picture;

import io.github.luasearchers.engine.LuaModule;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * The graph as an indented tree. What is below a module is told once, so that there is a line for
 * each require at most; a chain that is too deep to be read goes on at the margin.
 */
final class TextTree {

  private static final int MOST_LINES = 5_000;
  private static final int DEEPEST = 40;

  private final Graph graph;
  private final Costs costs;
  private final StringBuilder text = new StringBuilder();
  private final BitSet told = new BitSet();
  private final BitSet onPath = new BitSet();
  private final Deque<Integer> later = new ArrayDeque<>();
  private int lines;

  private TextTree(Graph graph, Costs costs) {
    this.graph = graph;
    this.costs = costs;
  }

  static String of(Graph graph, Costs costs) {
    TextTree tree = new TextTree(graph, costs);
    for (int i = 0; i < graph.size(); i++) {
      if (graph.isEntry(i)) {
        tree.addRoot(i);
      }
    }
    // Those whose requirer is gone.
    for (int i = 0; i < graph.size(); i++) {
      tree.addRoot(i);
    }
    int left = graph.size() - tree.told.cardinality();
    if (left > 0) {
      tree.text.append("and ").append(left).append(" more modules\n");
    }
    return tree.text.toString();
  }

  private void addRoot(int module) {
    later.add(module);
    while (!later.isEmpty()) {
      int root = later.remove();
      if (!told.get(root)) {
        add(root, 0);
      }
    }
  }

  private void add(int module, int depth) {
    if (lines >= MOST_LINES) {
      return;
    }
    lines++;
    text.append("  ".repeat(depth)).append(Names.printable(graph.name(module)));
    if (onPath.get(module)) {
      text.append("  (cycle)\n");
    } else if (told.get(module)) {
      text.append("  (above)\n");
    } else if (depth == DEEPEST) {
      text.append("  (below)\n");
      later.add(module);
    } else {
      describe(module);
      addRequires(module, depth);
    }
  }

  private void describe(int module) {
    LuaModule about = graph.module(module);
    text.append("  ").append(Names.millis(costs.self(module)));
    about.searcher().ifPresent(searcher -> text.append("  ").append(Names.printable(searcher)));
    about.origin().ifPresent(origin -> text.append("  ").append(Names.printable(origin)));
    if (about.reloads() > 0) {
      text.append("  reloaded ")
          .append(about.reloads())
          .append(about.reloads() == 1 ? " time" : " times");
    }
    text.append('\n');
  }

  private void addRequires(int module, int depth) {
    told.set(module);
    onPath.set(module);
    for (int each : graph.requires(module)) {
      add(each, depth + 1);
    }
    for (String each : graph.missing(module)) {
      if (lines < MOST_LINES) {
        lines++;
        text.append("  ".repeat(depth + 1))
            .append(Names.printable(each))
            .append("  (not loaded)\n");
      }
    }
    onPath.clear(module);
  }
}
