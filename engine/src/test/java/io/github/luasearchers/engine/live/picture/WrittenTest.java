package io.github.luasearchers.engine.live.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaModule;
import io.github.luasearchers.engine.ModuleGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The graph as text, for Graphviz, Mermaid and speedscope. */
class WrittenTest {

  private static final String HOSTILE = "a\"]; \\N</script>`#&\u001b[31m\u202e\n%s";

  private static ModuleGraph sample() {
    SampleModules modules =
        new SampleModules()
            .add("main", "app.a", "app.b", "absent")
            .add("app.a", "app.b")
            .add("app.b", "app.a");
    return Picture.of(modules.list(), List.of());
  }

  @Test
  void text_isATreeThatTellsEachOnce() {
    assertThat(sample().toText())
        .isEqualTo(
            """
            main  6.00 ms  files  main.lua
              app.a  6.00 ms  files  app/a.lua
                app.b  6.00 ms  files  app/b.lua
                  app.a  (cycle)
              app.b  (above)
              absent  (not loaded)
            """);
  }

  @Test
  void text_ofALongChain_goesOnAtTheMargin() {
    SampleModules modules = new SampleModules();
    for (int i = 0; i < 3000; i++) {
      modules.add("m" + i, "m" + (i + 1));
    }
    String text = Picture.of(modules.add("m3000").list(), List.of()).toText();
    assertThat(text).contains("m40  (below)\nm40  6.00 ms").contains("m3000  6.00 ms");
    assertThat(text.length()).isLessThan(500_000);
  }

  @Test
  void text_ofAVeryLargeGraph_isCut() {
    SampleModules modules = new SampleModules();
    for (int i = 0; i < 6000; i++) {
      modules.add("m" + i);
    }
    assertThat(Picture.of(modules.list(), List.of()).toText()).endsWith("and 1000 more modules\n");
  }

  @Test
  void text_countsReloads() {
    LuaModule plain = SampleModules.module("a", 0, 3, Optional.empty(), List.of());
    LuaModule reloaded =
        new LuaModule(
            "a",
            Optional.empty(),
            Optional.empty(),
            plain.sha256(),
            plain.size(),
            0,
            0,
            0,
            0,
            Optional.empty(),
            List.of(),
            2);
    assertThat(Picture.of(List.of(reloaded), List.of()).toText())
        .isEqualTo("a  0.00 ms  reloaded 2 times\n");
  }

  @Test
  void dot_hasClustersAndRedCycles() {
    assertThat(sample().toDot())
        .contains("subgraph cluster_1 {\n    label=\"app\"")
        .contains("m1 [label=\"app.a\" color=\"#d1242f\" penwidth=2]")
        .contains("m1 -> m2 [color=\"#d1242f\" penwidth=2]")
        .contains("m0 -> m1\n");
  }

  @Test
  void mermaid_hasRedCycles() {
    assertThat(sample().toMermaid())
        .startsWith("flowchart LR\n  m0[\"main\"]\n  m1[\"app.a\"]:::cycle\n")
        .contains("m0 --> m1\n")
        .contains("  linkStyle 2,3 stroke:#d1242f");
  }

  @Test
  void hostileNames_areQuoted() {
    ModuleGraph graph = Picture.of(new SampleModules().add(HOSTILE).list(), List.of());
    assertThat(graph.toText()).contains("\\u{1b}[31m\\u{202e}\\u{a}%s").hasLineCount(1);
    assertThat(graph.toDot())
        .contains("label=\"a\\\"]; \\\\N</script>`#&\\\\u{1b}[31m\\\\u{202e}\\\\u{a}%s\"");
    assertThat(graph.toMermaid().lines().toList().get(1))
        .matches("  m0\\[\"[A-Za-z0-9._/ :+#;-]*\"]");
    assertThat(graph.toSpeedscope()).doesNotContain("</").contains("\\u001b");
  }

  @Test
  void speedscope_closesEachFrameThatItOpens() {
    List<LuaModule> modules = new ArrayList<>(SampleModules.random(200, 100, 3));
    // One that lasts longer than its requirer, as if it had been loaded in a coroutine.
    modules.add(
        SampleModules.module("late", 1, 5000, Optional.of(modules.get(0).name()), List.of()));
    String json = Picture.of(modules, List.of()).toSpeedscope();
    Matcher event =
        Pattern.compile("\\{\"type\":\"([OC])\",\"frame\":(\\d+),\"at\":(\\d+)}").matcher(json);
    Deque<String> open = new ArrayDeque<>();
    long before = 0;
    int events = 0;
    while (event.find()) {
      long at = Long.parseLong(event.group(3));
      assertThat(at).isGreaterThanOrEqualTo(before);
      before = at;
      events++;
      if (event.group(1).equals("O")) {
        open.push(event.group(2));
      } else {
        assertThat(open.pop()).isEqualTo(event.group(2));
      }
    }
    assertThat(open).isEmpty();
    assertThat(events).isEqualTo(201 * 6);
    assertThat(json).contains("\"endValue\":" + before);
  }
}
