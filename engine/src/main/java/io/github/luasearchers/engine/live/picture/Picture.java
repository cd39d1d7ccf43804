package io.github.luasearchers.engine.live.picture;

import io.github.luasearchers.engine.LuaModule;
import io.github.luasearchers.engine.ModuleGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The loaded modules of an engine, as a picture. */
public final class Picture implements ModuleGraph {

  private final Graph graph;
  private final Cycles cycles;
  private final Ways ways;
  private final Costs costs;
  private final List<String> touched;

  private Picture(Graph graph, List<String> touched) {
    this.graph = graph;
    this.touched = touched;
    cycles = Cycles.of(graph.edges());
    ways = new Ways(graph);
    costs = new Costs(graph);
  }

  /**
   * Makes the picture of modules.
   *
   * @param modules the modules in load order; of two of one name the later one counts
   * @param touched the names of those that the last reload ran again or patched
   */
  public static Picture of(List<LuaModule> modules, Collection<String> touched) {
    return new Picture(new Graph(modules), List.copyOf(touched));
  }

  @Override
  public List<LuaModule> modules() {
    return graph.modules();
  }

  @Override
  public List<String> touched() {
    return touched;
  }

  @Override
  public List<List<String>> cycles() {
    List<List<String>> names = new ArrayList<>();
    for (int[] group : cycles.groups()) {
      names.add(List.copyOf(graph.names(group)));
    }
    return List.copyOf(names);
  }

  @Override
  public List<String> why(String name) {
    @Nullable Integer number = graph.number(Objects.requireNonNull(name));
    return number == null ? List.of() : List.copyOf(graph.names(ways.to(number)));
  }

  @Override
  public String toText() {
    return TextTree.of(graph, costs);
  }

  @Override
  public String toDot() {
    return Dot.of(graph, cycles, Folders.of(graph));
  }

  @Override
  public String toMermaid() {
    return Mermaid.of(graph, cycles);
  }

  @Override
  public String toHtml() {
    return Page.of(graph, cycles, ways, costs, touched);
  }

  @Override
  public String toSpeedscope() {
    return Speedscope.of(graph);
  }

  /** Returns how many modules it has. */
  @Override
  public String toString() {
    return "ModuleGraph(" + graph.size() + " modules)";
  }
}
