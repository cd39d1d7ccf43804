package io.github.luasearchers.engine.live.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts boxes in rows so that edges lead down: rows of a bounded width, few crossings, each box near
 * those that it is joined to. It always comes to an end, and to the same one.
 */
final class Layers {

  private static final double ROW_GAP = 44;
  private static final double BOX_GAP = 18;
  private static final double PIECE_GAP = 60;

  /** How much wider than high the part of a screen is that shows the picture. */
  private static final double SCREEN = 1.3;

  private static final int SWEEPS = 12;

  private final double[] widths;
  private final double[] heights;
  private final double[] x;
  private final double[] y;
  private double width;
  private double height;

  private Layers(double[] widths, double[] heights) {
    this.widths = widths;
    this.heights = heights;
    x = new double[widths.length];
    y = new double[widths.length];
  }

  /**
   * Places boxes.
   *
   * @param edges for each box those that it leads to, each once and not itself
   */
  static Layers of(double[] widths, double[] heights, int[][] edges) {
    Layers layers = new Layers(widths, heights);
    int[][] forward = Ranks.withoutCycles(edges);
    int[][] back = Graph.turned(forward);
    List<List<Integer>> rows = Ranks.rows(forward, back, widths, widest(widths));
    Crossings.reduce(rows, forward, back, SWEEPS);
    layers.place(rows, forward, back);
    return layers;
  }

  /** Returns how wide rows may be for a picture that has about the shape of a screen. */
  private static double widest(double[] widths) {
    double all = Arrays.stream(widths).map(each -> each + BOX_GAP).sum();
    return Math.max(560, Math.sqrt(SCREEN * all * (28 + ROW_GAP)));
  }

  private void place(List<List<Integer>> rows, int[][] forward, int[][] back) {
    for (List<Integer> row : rows) {
      double left = 0;
      for (int each : row) {
        x[each] = left + widths[each] / 2;
        left += widths[each] + BOX_GAP;
      }
    }
    for (int i = 0; i < SWEEPS; i++) {
      boolean down = i % 2 == 0;
      for (int j = 0; j < rows.size(); j++) {
        settle(rows.get(down ? j : rows.size() - 1 - j), down ? back : forward);
      }
    }
    placeRows(rows);
    long pieces = Math.round(Math.sqrt(SCREEN * height / Math.max(1, breadth(rows))));
    fold(rows, height / Math.max(1, Math.min(pieces, rows.size())));
  }

  /** Cuts a tower of rows in pieces of about a height that stand side by side. */
  private void fold(List<List<Integer>> rows, double most) {
    height = 0;
    int begin = 0;
    while (begin < rows.size()) {
      double top = top(rows.get(begin));
      int end = begin + 1;
      while (end < rows.size()
          && bottom(rows.get(end)) - top - most <= most + 1 - (bottom(rows.get(end - 1)) - top)) {
        end++;
      }
      stand(rows.subList(begin, end), top);
      begin = end;
    }
  }

  /** Puts rows at the top, to the right of what stands there. */
  private void stand(List<List<Integer>> rows, double top) {
    double left = left(rows) - (width == 0 ? 0 : width + PIECE_GAP);
    for (List<Integer> row : rows) {
      for (int each : row) {
        x[each] -= left;
        y[each] -= top;
        width = Math.max(width, x[each] + widths[each] / 2);
        height = Math.max(height, y[each] + heights[each] / 2);
      }
    }
  }

  private double breadth(List<List<Integer>> rows) {
    double right =
        rows.stream()
            .flatMap(List::stream)
            .mapToDouble(each -> x[each] + widths[each] / 2)
            .max()
            .orElse(0);
    return right - left(rows);
  }

  private double left(List<List<Integer>> rows) {
    return rows.stream()
        .flatMap(List::stream)
        .mapToDouble(each -> x[each] - widths[each] / 2)
        .min()
        .orElse(0);
  }

  private double top(List<Integer> row) {
    return row.stream().mapToDouble(each -> y[each] - heights[each] / 2).min().orElse(0);
  }

  private double bottom(List<Integer> row) {
    return row.stream().mapToDouble(each -> y[each] + heights[each] / 2).max().orElse(0);
  }

  private void placeRows(List<List<Integer>> rows) {
    for (List<Integer> row : rows) {
      double highest = row.stream().mapToDouble(each -> heights[each]).max().orElse(0);
      double top = height == 0 ? 0 : height + ROW_GAP;
      for (int each : row) {
        y[each] = top + highest / 2;
      }
      height = top + highest;
    }
  }

  /** Moves the boxes of a row as near to their neighbours as their order and size allow. */
  private void settle(List<Integer> row, int[][] neighbours) {
    double[] wanted = new double[row.size()];
    double[] offsets = new double[row.size()];
    double offset = 0;
    for (int i = 0; i < wanted.length; i++) {
      int each = row.get(i);
      offset += i == 0 ? 0 : (widths[row.get(i - 1)] + widths[each]) / 2 + BOX_GAP;
      offsets[i] = offset;
      wanted[i] = Arrays.stream(neighbours[each]).mapToDouble(n -> x[n]).average().orElse(x[each]);
      wanted[i] -= offset;
    }
    double[] nearest = ascending(wanted);
    for (int i = 0; i < wanted.length; i++) {
      x[row.get(i)] = nearest[i] + offsets[i];
    }
  }

  /** Returns the ascending numbers that differ least from others, by the sum of squares. */
  private static double[] ascending(double[] wanted) {
    List<double[]> blocks = new ArrayList<>(); // their sums, and how many are in each
    for (double each : wanted) {
      double[] block = {each, 1};
      while (!blocks.isEmpty() && mean(blocks.get(blocks.size() - 1)) >= mean(block)) {
        double[] before = blocks.remove(blocks.size() - 1);
        block[0] += before[0];
        block[1] += before[1];
      }
      blocks.add(block);
    }
    double[] nearest = new double[wanted.length];
    int at = 0;
    for (double[] block : blocks) {
      Arrays.fill(nearest, at, at + (int) block[1], mean(block));
      at += (int) block[1];
    }
    return nearest;
  }

  private static double mean(double[] block) {
    return block[0] / block[1];
  }

  /** Returns where the middle of a box is, from the left. */
  double x(int box) {
    return x[box];
  }

  /** Returns where the middle of a box is, from the top. */
  double y(int box) {
    return y[box];
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }
}
