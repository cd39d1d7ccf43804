package io.github.luasearchers.engine.live.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Divides nodes into rows so that each edge leads to one further down. */
final class Ranks {

  private Ranks() {}

  /** Returns the edges without those that lead back to where a search came from, turned round. */
  static int[][] withoutCycles(int[][] edges) {
    int[] state = new int[edges.length]; // 1: on the path, 2: done
    int[] next = new int[edges.length];
    List<List<Integer>> kept = new ArrayList<>();
    for (int i = 0; i < edges.length; i++) {
      kept.add(new ArrayList<>());
    }
    Deque<Integer> path = new ArrayDeque<>();
    for (int root = 0; root < edges.length; root++) {
      if (state[root] == 0) {
        state[root] = 1;
        path.push(root);
      }
      while (!path.isEmpty()) {
        int node = path.element();
        if (next[node] == edges[node].length) {
          state[node] = 2;
          path.pop();
          continue;
        }
        int target = edges[node][next[node]++];
        if (state[target] == 1) {
          kept.get(target).add(node);
        } else {
          kept.get(node).add(target);
          if (state[target] == 0) {
            state[target] = 1;
            path.push(target);
          }
        }
      }
    }
    return kept.stream().map(Ranks::distinct).toArray(int[][]::new);
  }

  private static int[] distinct(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).distinct().toArray();
  }

  /**
   * Divides nodes into rows, none of which is wider than a width unless one node is. A node comes
   * as soon as all those before it have, those first that have the longest ways below them.
   */
  static List<List<Integer>> rows(int[][] forward, int[][] back, double[] widths, double most) {
    int[] height = heights(forward, back);
    int[] waiting = Arrays.stream(back).mapToInt(each -> each.length).toArray();
    List<Integer> ready = new ArrayList<>();
    for (int i = 0; i < waiting.length; i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    List<List<Integer>> rows = new ArrayList<>();
    while (!ready.isEmpty()) {
      ready.sort(Comparator.comparing(each -> -height[each]));
      List<Integer> row = new ArrayList<>(ready.subList(0, fitting(ready, widths, most)));
      ready.subList(0, row.size()).clear();
      for (int node : row) {
        for (int target : forward[node]) {
          if (--waiting[target] == 0) {
            ready.add(target);
          }
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private static int fitting(List<Integer> nodes, double[] widths, double most) {
    double width = 0;
    for (int i = 0; i < nodes.size(); i++) {
      width += widths[nodes.get(i)];
      if (i > 0 && width > most) {
        return i;
      }
    }
    return nodes.size();
  }

  /** Returns for each node how long the longest way from it is. */
  private static int[] heights(int[][] forward, int[][] back) {
    int[] height = new int[forward.length];
    int[] waiting = Arrays.stream(forward).mapToInt(each -> each.length).toArray();
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < waiting.length; i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    while (!ready.isEmpty()) {
      int node = ready.remove();
      for (int source : back[node]) {
        height[source] = Math.max(height[source], height[node] + 1);
        if (--waiting[source] == 0) {
          ready.add(source);
        }
      }
    }
    return height;
  }
}
