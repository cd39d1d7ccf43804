package io.github.luasearchers.engine.live.picture;

import io.github.luasearchers.engine.LuaModule;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** What the page's scripts work on, as JSON. Modules and folders are named by their numbers. */
final class PageData {

  private final Graph graph;
  private final Cycles cycles;
  private final Ways ways;
  private final Costs costs;
  private final Folders folders;

  private PageData(Graph graph, Cycles cycles, Ways ways, Costs costs) {
    this.graph = graph;
    this.cycles = cycles;
    this.ways = ways;
    this.costs = costs;
    folders = Folders.of(graph);
  }

  static String of(Graph graph, Cycles cycles, Ways ways, Costs costs, List<String> touched) {
    return new PageData(graph, cycles, ways, costs).write(touched);
  }

  private String write(List<String> touched) {
    Json json = new Json();
    json.begin('{').key("modules").begin('[');
    IntStream.range(0, graph.size()).forEach(each -> writeModule(each, json));
    json.end(']').key("folders").begin('[');
    IntStream.range(0, folders.all().size()).forEach(each -> writeFolder(each, json));
    json.end(']').key("cycles").begin('[');
    cycles.groups().forEach(json::values);
    json.end(']').key("touched").values(touched);
    BitSet open = FirstView.of(folders);
    json.key("open").values(open.stream().toArray());
    FirstLayout.of(graph, folders, open).write(json.key("places"));
    return json.end('}').toString();
  }

  private void writeModule(int number, Json json) {
    LuaModule module = graph.module(number);
    json.begin('{').key("name").value(module.name()).key("label").value(folders.label(number));
    json.key("folder").value(folders.folderOf(number));
    json.key("searcher").value(module.searcher().orElse(""));
    json.key("origin").value(module.origin().orElse(""));
    json.key("sha256").value(module.sha256().orElse(""));
    json.key("size").value(module.size().orElse(-1));
    json.key("begin").value(module.beginNanos()).key("find").value(module.findNanos());
    json.key("compile").value(module.compileNanos()).key("run").value(module.runNanos());
    json.key("self").value(costs.self(number)).key("closure").value(costs.closure(number));
    json.key("by").value(module.requiredBy().map(graph::number).orElse(-1));
    json.key("gone").value(goneRequirer(module));
    json.key("before").value(ways.before(number));
    json.key("requires").values(graph.requires(number));
    json.key("missing").values(graph.missing(number));
    json.key("reloads").value(module.reloads());
    json.key("cycle").value(cycles.groupOf(number)).end('}');
  }

  /** Returns who required a module first and is not loaded any more; empty if that is not so. */
  private String goneRequirer(LuaModule module) {
    return module.requiredBy().filter(name -> graph.number(name) == null).orElse("");
  }

  private void writeFolder(int number, Json json) {
    Folder folder = folders.all().get(number);
    json.begin('{').key("prefix").value(folder.prefix).key("label").value(folder.label);
    json.key("rest").value(folder.isRest ? 1 : 0);
    json.key("parent").value(folders.parent(number)).end('}');
  }
}
