package io.github.luasearchers.engine.live.picture;

import java.util.List;

/** The graph as a page for a browser. */
final class Page {

  private Page() {}

  static String of(Graph graph, Cycles cycles, Ways ways, Costs costs, List<String> touched) {
    String tree = TextTree.of(graph, costs);
    return "<!doctype html><meta charset=utf-8><pre>"
        + tree.replace("&", "&amp;").replace("<", "&lt;")
        + "</pre>";
  }
}
