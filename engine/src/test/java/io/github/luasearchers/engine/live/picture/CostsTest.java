package io.github.luasearchers.engine.live.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CostsTest {

  private static final long MILLI = 1_000_000;

  @Test
  void self_isWithoutWhatItLoaded() {
    Graph graph =
        new Graph(
            List.of(
                SampleModules.module("main", 0, 97, Optional.empty(), List.of("a", "b")),
                SampleModules.module("a", 10, 27, Optional.of("main"), List.of("b")),
                SampleModules.module("b", 15, 7, Optional.of("a"), List.of())));
    Costs costs = new Costs(graph);
    assertThat(costs.self(0)).isEqualTo(70 * MILLI);
    assertThat(costs.self(1)).isEqualTo(20 * MILLI);
    assertThat(costs.self(2)).isEqualTo(10 * MILLI);
    assertThat(costs.closure(0)).isEqualTo(100 * MILLI);
    assertThat(costs.closure(1)).isEqualTo(30 * MILLI);
  }

  @Test
  void self_isWholeIfAModuleWasRequiredLater() {
    Graph graph =
        new Graph(
            List.of(
                SampleModules.module("main", 0, 7, Optional.empty(), List.of("late")),
                SampleModules.module("late", 500, 97, Optional.of("main"), List.of())));
    assertThat(new Costs(graph).self(0)).isEqualTo(10 * MILLI);
    assertThat(new Costs(graph).closure(0)).isEqualTo(110 * MILLI);
  }

  @Test
  void closureOfACycle_countsEachOnce() {
    Graph graph = SampleModules.graph(new SampleModules().add("a", "b").add("b", "a", "b"));
    assertThat(new Costs(graph).closure(0)).isEqualTo(12 * MILLI);
    assertThat(new Costs(graph).closure(1)).isEqualTo(12 * MILLI);
  }
}
