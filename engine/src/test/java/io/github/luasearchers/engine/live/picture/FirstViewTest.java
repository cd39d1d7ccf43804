package io.github.luasearchers.engine.live.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FirstViewTest {

  @Test
  void smallGraph_isOpen() {
    Graph graph = new Graph(SampleModules.random(12, 5, 1));
    Folders folders = Folders.of(graph);
    assertThat(FirstView.of(folders).cardinality()).isEqualTo(folders.all().size());
  }

  @Test
  void largeGraph_showsFolders() {
    for (int i = 0; i < 30; i++) {
      Folders folders = Folders.of(new Graph(SampleModules.random(100 + i * 40, 300, i)));
      assertThat(nodes(folders)).isBetween(8, FirstView.MOST_NODES);
    }
  }

  private static int nodes(Folders folders) {
    BitSet open = FirstView.of(folders);
    return open.stream().map(each -> folders.all().get(each).size()).sum();
  }

  @Test
  void nodes_doNotOverlap() {
    for (int i = 0; i < 30; i++) {
      Graph graph = new Graph(SampleModules.random(10 + i * 20, 10 * i, i));
      Folders folders = Folders.of(graph);
      BitSet open = FirstView.of(folders);
      Json json = new Json();
      FirstLayout.of(graph, folders, open).write(json);
      List<double[]> boxes = boxes(json.toString(), folders);
      assertThat(boxes).hasSizeGreaterThan(5);
      for (int a = 0; a < boxes.size(); a++) {
        for (int b = 0; b < a; b++) {
          assertThat(overlap(boxes.get(a), boxes.get(b))).isFalse();
        }
      }
    }
  }

  private static List<double[]> boxes(String json, Folders folders) {
    List<double[]> boxes = new ArrayList<>();
    Matcher each = Pattern.compile("\"([mg])(\\d+)\":\\[(-?\\d+),(-?\\d+)]").matcher(json);
    while (each.find()) {
      int number = Integer.parseInt(each.group(2));
      boolean isModule = each.group(1).equals("m");
      String label = isModule ? folders.label(number) : folders.all().get(number).label;
      double width = FirstLayout.textWidth(label) + (isModule ? 20 : 38);
      double x = Double.parseDouble(each.group(3));
      double y = Double.parseDouble(each.group(4));
      boxes.add(new double[] {x - width / 2, y - 13, x + width / 2, y + 13});
    }
    return boxes;
  }

  private static boolean overlap(double[] a, double[] b) {
    return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  }

  @Test
  void layout_leadsDownUnlessATowerIsCut() {
    double[] sizes = {100, 100, 100, 100};
    Layers layers =
        Layers.of(sizes, new double[] {28, 28, 28, 28}, new int[][] {{1, 2}, {3}, {3}, {}});
    assertThat(layers.y(0)).isLessThan(layers.y(1));
    assertThat(layers.y(1)).isEqualTo(layers.y(2)).isLessThan(layers.y(3));
    assertThat(layers.x(0)).isEqualTo(layers.x(3));
    int[][] chain = new int[40][];
    for (int i = 0; i < 40; i++) {
      chain[i] = i < 39 ? new int[] {i + 1} : new int[0];
    }
    double[] wide = new double[40];
    double[] high = new double[40];
    Arrays.fill(wide, 100);
    Arrays.fill(high, 28);
    Layers tower = Layers.of(wide, high, chain);
    assertThat(tower.height() / tower.width()).isBetween(0.4, 1.6);
  }
}
