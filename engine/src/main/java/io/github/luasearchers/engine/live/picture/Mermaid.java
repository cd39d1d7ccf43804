package io.github.luasearchers.engine.live.picture;

import java.util.Locale;

/** The graph as a flowchart in Mermaid's language. */
final class Mermaid {

  private Mermaid() {}

  static String of(Graph graph, Cycles cycles) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    for (int i = 0; i < graph.size(); i++) {
      text.append("  m").append(i).append("[\"").append(quoted(graph.name(i))).append("\"]");
      text.append(cycles.groupOf(i) < 0 ? "\n" : ":::cycle\n");
    }
    StringBuilder red = new StringBuilder();
    int edges = 0;
    for (int i = 0; i < graph.size(); i++) {
      for (int target : graph.requires(i)) {
        text.append("  m").append(i).append(" --> m").append(target).append('\n');
        if (cycles.groupOf(i) >= 0 && cycles.groupOf(i) == cycles.groupOf(target)) {
          red.append(red.isEmpty() ? "" : ",").append(edges);
        }
        edges++;
      }
    }
    if (!red.isEmpty()) {
      text.append("  classDef cycle stroke:#d1242f,stroke-width:2px\n");
      text.append("  linkStyle ").append(red).append(" stroke:#d1242f,stroke-width:2px\n");
    }
    return text.toString();
  }

  /** Leaves letters, digits and plain marks; writes all else, Markdown's marks too, by number. */
  private static String quoted(String name) {
    StringBuilder text = new StringBuilder();
    Names.printable(name)
        .codePoints()
        .forEach(
            each -> {
              if (Character.isLetterOrDigit(each) || "._-/ :+".indexOf(each) >= 0) {
                text.appendCodePoint(each);
              } else {
                text.append(String.format(Locale.ROOT, "#%d;", each));
              }
            });
    return text.toString();
  }
}
