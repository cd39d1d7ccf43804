package io.github.luasearchers.engine.live.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CyclesTest {

  @Test
  void graphWithoutCycles_hasNone() {
    Cycles cycles = Cycles.of(new int[][] {{1, 2}, {2}, {}});
    assertThat(cycles.groups()).isEmpty();
    assertThat(cycles.groupOf(1)).isEqualTo(-1);
  }

  @Test
  void nodeThatLeadsToItself_isACycle() {
    assertThat(Cycles.of(new int[][] {{1}, {1}}).groups()).containsExactly(new int[] {1});
  }

  @Test
  void groups_areOrderedByTheirFirst() {
    Cycles cycles = Cycles.of(new int[][] {{4}, {3}, {}, {1}, {5}, {0, 1}});
    assertThat(cycles.groups()).containsExactly(new int[] {0, 4, 5}, new int[] {1, 3});
    assertThat(cycles.groupOf(5)).isZero();
    assertThat(cycles.groupOf(3)).isEqualTo(1);
  }

  @Test
  void longRing_needsNoDeepStack() {
    int[][] ring = new int[200_000][];
    for (int i = 0; i < ring.length; i++) {
      ring[i] = new int[] {(i + 1) % ring.length};
    }
    assertThat(Cycles.of(ring).groups())
        .singleElement()
        .satisfies(each -> assertThat(each).hasSize(200_000));
  }

  @Test
  void randomGraphs_haveTheGroupsThatReachEachOther() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      int[][] edges = random(2 + random.nextInt(9), random);
      List<List<Integer>> found = new ArrayList<>();
      Cycles.of(edges).groups().forEach(each -> found.add(boxed(each)));
      assertThat(found).isEqualTo(byReach(edges));
    }
  }

  private static int[][] random(int nodes, Random random) {
    int[][] edges = new int[nodes][];
    for (int i = 0; i < nodes; i++) {
      edges[i] = random.ints(random.nextInt(3), 0, nodes).distinct().toArray();
    }
    return edges;
  }

  private static List<List<Integer>> byReach(int[][] edges) {
    boolean[][] reach = new boolean[edges.length][edges.length];
    for (int round = 0; round < edges.length; round++) {
      for (int i = 0; i < edges.length; i++) {
        for (int target : edges[i]) {
          reach[i][target] = true;
          for (int j = 0; j < edges.length; j++) {
            reach[i][j] |= reach[target][j];
          }
        }
      }
    }
    List<List<Integer>> groups = new ArrayList<>();
    TreeSet<Integer> open = new TreeSet<>();
    for (int i = 0; i < edges.length; i++) {
      open.add(i);
    }
    while (!open.isEmpty()) {
      int first = open.first();
      List<Integer> group =
          open.stream().filter(each -> reach[first][each] && reach[each][first]).toList();
      open.remove(first);
      open.removeAll(group);
      if (!group.isEmpty()) {
        groups.add(group);
      }
    }
    return groups;
  }

  private static List<Integer> boxed(int[] numbers) {
    List<Integer> list = new ArrayList<>();
    for (int each : numbers) {
      list.add(each);
    }
    return list;
  }
}
