package io.github.luasearchers.engine.live.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The groups of nodes that reach each other: Tarjan's algorithm, with a stack of its own, for
 * chains of requires may be longer than a thread's stack is deep.
 */
public final class Cycles {

  private static final int UNSEEN = -1;

  private final int[][] edges;
  private final int[] index;
  private final int[] low;
  private final boolean[] onPath;
  private final int[] nextEdge;
  private final Deque<Integer> path = new ArrayDeque<>();
  private final Deque<Integer> calls = new ArrayDeque<>();
  private final List<int[]> parts = new ArrayList<>();
  private final List<int[]> found = new ArrayList<>();
  private final int[] groupOf;
  private int count;

  private Cycles(int[][] edges) {
    this.edges = edges;
    index = new int[edges.length];
    Arrays.fill(index, UNSEEN);
    low = new int[edges.length];
    onPath = new boolean[edges.length];
    nextEdge = new int[edges.length];
    groupOf = new int[edges.length];
  }

  /**
   * Finds the groups of a graph.
   *
   * @param edges for each node the nodes that it leads to
   */
  public static Cycles of(int[][] edges) {
    Cycles cycles = new Cycles(edges);
    for (int i = 0; i < edges.length; i++) {
      if (cycles.index[i] == UNSEEN) {
        cycles.search(i);
      }
    }
    cycles.number();
    return cycles;
  }

  /**
   * Returns all parts of the graph: the groups, and each node that is in none by itself. What a
   * part leads to comes before it; each is in ascending order.
   */
  public List<int[]> parts() {
    return Collections.unmodifiableList(parts);
  }

  /** Returns the groups, each in ascending order, ordered by their first. */
  List<int[]> groups() {
    return Collections.unmodifiableList(found);
  }

  /** Returns the place of a node's group in {@link #groups}, -1 if it is in none. */
  int groupOf(int node) {
    return groupOf[node];
  }

  private void search(int root) {
    enter(root);
    while (!calls.isEmpty()) {
      int node = calls.element();
      if (nextEdge[node] < edges[node].length) {
        int target = edges[node][nextEdge[node]++];
        if (index[target] == UNSEEN) {
          enter(target);
        } else if (onPath[target]) {
          low[node] = Math.min(low[node], index[target]);
        }
      } else {
        leave(node);
      }
    }
  }

  private void enter(int node) {
    index[node] = count;
    low[node] = count++;
    path.push(node);
    onPath[node] = true;
    calls.push(node);
  }

  private void leave(int node) {
    calls.pop();
    if (!calls.isEmpty()) {
      int caller = calls.element();
      low[caller] = Math.min(low[caller], low[node]);
    }
    if (low[node] == index[node]) {
      take(node);
    }
  }

  /** Takes a group from the path, down to the node by which it was entered. */
  private void take(int first) {
    List<Integer> group = new ArrayList<>();
    int node;
    do {
      node = path.pop();
      onPath[node] = false;
      group.add(node);
    } while (node != first);
    int[] part = group.stream().mapToInt(Integer::intValue).sorted().toArray();
    parts.add(part);
    if (part.length > 1 || requiresItself(first)) {
      found.add(part);
    }
  }

  private boolean requiresItself(int node) {
    return Arrays.stream(edges[node]).anyMatch(target -> target == node);
  }

  private void number() {
    found.sort(Comparator.comparingInt(group -> group[0]));
    Arrays.fill(groupOf, -1);
    for (int i = 0; i < found.size(); i++) {
      for (int node : found.get(i)) {
        groupOf[node] = i;
      }
    }
  }
}
