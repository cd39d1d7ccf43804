package io.github.luasearchers.engine.live.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.luasearchers.engine.LuaModule;
import io.github.luasearchers.engine.ModuleGraph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PictureTest {

  private static ModuleGraph picture(SampleModules modules) {
    return Picture.of(modules.list(), List.of());
  }

  @Test
  void modules_areThoseThatWereGiven() {
    List<LuaModule> modules = new SampleModules().add("a", "b").add("b").list();
    ModuleGraph picture = Picture.of(modules, List.of("b"));
    assertThat(picture.modules()).isEqualTo(modules);
    assertThat(picture.touched()).containsExactly("b");
    assertThat(picture).hasToString("ModuleGraph(2 modules)");
  }

  @Test
  void laterModuleOfAName_counts() {
    LuaModule first = SampleModules.module("a", 0, 1, Optional.empty(), List.of());
    LuaModule second = SampleModules.module("a", 5, 2, Optional.empty(), List.of());
    assertThat(Picture.of(List.of(first, second), List.of()).modules()).containsExactly(second);
  }

  @Test
  void cycles_haveNamesInLoadOrder() {
    SampleModules modules =
        new SampleModules().add("main", "b").add("b", "a").add("a", "b").add("own", "own");
    assertThat(picture(modules).cycles()).containsExactly(List.of("b", "a"), List.of("own"));
  }

  @Test
  void why_isTheShortestWay() {
    SampleModules modules =
        new SampleModules()
            .add("main", "a", "c")
            .add("a", "b")
            .add("b", "d")
            .add("c", "d")
            .add("d", "main");
    assertThat(picture(modules).why("d")).containsExactly("main", "c", "d");
    assertThat(picture(modules).why("main")).containsExactly("main");
  }

  @Test
  void why_ofEquallyLongWays_isTheFirstThatRan() {
    SampleModules modules =
        new SampleModules().add("main", "b", "a").add("b", "c").add("a", "c").add("c");
    assertThat(picture(modules).why("c")).containsExactly("main", "b", "c");
  }

  @Test
  void why_startsAtAModuleWhoseRequirerIsGone() {
    LuaModule left = SampleModules.module("left", 0, 1, Optional.of("gone"), List.of("below"));
    LuaModule below = SampleModules.module("below", 1, 1, Optional.of("left"), List.of());
    ModuleGraph picture = Picture.of(List.of(left, below), List.of());
    assertThat(picture.why("below")).containsExactly("left", "below");
    assertThat(picture.why("gone")).isEmpty();
    assertThatNullPointerException().isThrownBy(() -> picture.why(nothing()));
  }

  @Test
  void why_withoutAWay_isTheModuleAlone() {
    LuaModule one = SampleModules.module("one", 0, 1, Optional.of("two"), List.of("two"));
    LuaModule two = SampleModules.module("two", 1, 1, Optional.of("one"), List.of("one"));
    assertThat(Picture.of(List.of(one, two), List.of()).why("two")).containsExactly("two");
  }

  @SuppressWarnings("NullAway") // what a caller without checks may give
  private static String nothing() {
    return null;
  }

  @Test
  void why_inARandomGraph_isAsLongAsASearchTells() {
    List<LuaModule> modules = SampleModules.random(300, 200, 9);
    ModuleGraph picture = Picture.of(modules, List.of());
    Map<String, Integer> steps = stepsFrom(modules);
    for (LuaModule each : modules) {
      List<String> way = picture.why(each.name());
      assertThat(way).hasSize(steps.get(each.name()) + 1).endsWith(each.name());
      for (int i = 1; i < way.size(); i++) {
        assertThat(named(modules, way.get(i - 1)).requires()).contains(way.get(i));
      }
    }
  }

  private static Map<String, Integer> stepsFrom(List<LuaModule> modules) {
    Map<String, Integer> steps = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    steps.put(modules.get(0).name(), 0);
    open.add(modules.get(0).name());
    while (!open.isEmpty()) {
      String name = open.remove();
      for (String each : named(modules, name).requires()) {
        if (steps.putIfAbsent(each, steps.get(name) + 1) == null) {
          open.add(each);
        }
      }
    }
    return steps;
  }

  private static LuaModule named(List<LuaModule> modules, String name) {
    return modules.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void emptyPicture_isWrittenInEachForm() {
    ModuleGraph empty = Picture.of(List.of(), List.of());
    assertThat(empty.toText()).isEmpty();
    assertThat(empty.toDot()).startsWith("digraph modules {").endsWith("}\n");
    assertThat(empty.toMermaid()).isEqualTo("flowchart LR\n");
    assertThat(empty.toSpeedscope()).contains("\"events\":[]");
    assertThat(empty.toHtml()).contains("\"modules\":[]");
  }
}
