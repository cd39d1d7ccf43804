package io.github.luasearchers.engine.live.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Orders the nodes of rows by where their neighbours are, so that few edges cross. */
final class Crossings {

  private final List<List<Integer>> rows;
  private final double[] place;

  private Crossings(List<List<Integer>> rows, int nodes) {
    this.rows = rows;
    place = new double[nodes];
  }

  /** Orders each row in place. */
  static void reduce(List<List<Integer>> rows, int[][] forward, int[][] back, int sweeps) {
    Crossings crossings = new Crossings(rows, forward.length);
    rows.forEach(crossings::number);
    List<List<Integer>> best = copy(rows);
    double fewest = crossings.count(forward);
    for (int i = 0; i < sweeps; i++) {
      crossings.sweep(i % 2 == 0, i % 2 == 0 ? back : forward);
      double count = crossings.count(forward);
      if (count < fewest) {
        fewest = count;
        best = copy(rows);
      }
    }
    for (int i = 0; i < best.size(); i++) {
      rows.set(i, best.get(i));
    }
  }

  private static List<List<Integer>> copy(List<List<Integer>> rows) {
    List<List<Integer>> copy = new ArrayList<>();
    rows.forEach(each -> copy.add(new ArrayList<>(each)));
    return copy;
  }

  private void sweep(boolean down, int[][] neighbours) {
    for (int i = 0; i < rows.size(); i++) {
      List<Integer> row = rows.get(down ? i : rows.size() - 1 - i);
      double[] wanted = place.clone();
      for (int each : row) {
        wanted[each] =
            Arrays.stream(neighbours[each])
                .mapToDouble(n -> place[n])
                .average()
                .orElse(place[each]);
      }
      row.sort(Comparator.comparingDouble(each -> wanted[each]));
      number(row);
    }
  }

  /** Rows of different lengths are compared as if they were equally long. */
  private void number(List<Integer> row) {
    for (int i = 0; i < row.size(); i++) {
      place[row.get(i)] = (i + 0.5) / row.size();
    }
  }

  /**
   * Returns how many pairs of edges between two rows cross. Views are small: each pair is tried.
   */
  private double count(int[][] forward) {
    int[] rowOf = new int[forward.length];
    for (int i = 0; i < rows.size(); i++) {
      for (int each : rows.get(i)) {
        rowOf[each] = i;
      }
    }
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < forward.length; i++) {
      for (int target : forward[i]) {
        edges.add(new int[] {i, target});
      }
    }
    double count = 0;
    for (int i = 0; i < edges.size(); i++) {
      for (int j = 0; j < i; j++) {
        count += cross(edges.get(i), edges.get(j), rowOf) ? 1 : 0;
      }
    }
    return count;
  }

  private boolean cross(int[] one, int[] other, int[] rowOf) {
    if (rowOf[one[1]] <= rowOf[other[0]] || rowOf[other[1]] <= rowOf[one[0]]) {
      return false;
    }
    return (place[one[0]] - place[other[0]]) * (place[one[1]] - place[other[1]]) < 0;
  }
}
