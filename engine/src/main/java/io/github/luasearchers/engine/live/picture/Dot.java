package io.github.luasearchers.engine.live.picture;

/** The graph for Graphviz. */
final class Dot {

  private static final String RED = " [color=\"#d1242f\" penwidth=2]";

  private final Graph graph;
  private final Cycles cycles;
  private final Folders folders;
  private final StringBuilder text = new StringBuilder();

  private Dot(Graph graph, Cycles cycles, Folders folders) {
    this.graph = graph;
    this.cycles = cycles;
    this.folders = folders;
  }

  static String of(Graph graph, Cycles cycles, Folders folders) {
    return new Dot(graph, cycles, folders).write();
  }

  private String write() {
    text.append("digraph modules {\n  rankdir=LR\n");
    text.append("  node [shape=box style=rounded fontname=\"sans-serif\"]\n");
    text.append("  edge [color=\"#57606a\"]\n");
    addFolder(Folders.ROOT, "  ");
    for (int i = 0; i < graph.size(); i++) {
      for (int target : graph.requires(i)) {
        boolean red = cycles.groupOf(i) >= 0 && cycles.groupOf(i) == cycles.groupOf(target);
        text.append("  m").append(i).append(" -> m").append(target);
        text.append(red ? RED : "").append('\n');
      }
    }
    return text.append("}\n").toString();
  }

  private void addFolder(int number, String indent) {
    for (int i : folders.all().get(number).modules) {
      text.append(indent).append('m').append(i);
      text.append(" [label=").append(quoted(graph.name(i)));
      text.append(cycles.groupOf(i) < 0 ? "]\n" : " color=\"#d1242f\" penwidth=2]\n");
    }
    for (int i = number + 1; i < folders.all().size(); i++) {
      if (folders.parent(i) == number) {
        text.append(indent).append("subgraph cluster_").append(i).append(" {\n");
        text.append(indent).append("  label=").append(quoted(folders.all().get(i).label));
        text.append(" color=\"#d0d7de\"\n");
        addFolder(i, indent + "  ");
        text.append(indent).append("}\n");
      }
    }
  }

  /** In a label, a backslash means something too. */
  private static String quoted(String name) {
    String safe = Names.printable(name).replace("\\", "\\\\").replace("\"", "\\\"");
    return '"' + safe + '"';
  }
}
