package io.github.luasearchers.engine.live.picture;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where the nodes of the first view stand, in the pixels of a page that is not zoomed. Each open
 * folder is laid out by itself, and is a box of that size in the folder around it: so frames never
 * overlap.
 */
final class FirstLayout {

  // The page's script and its style have the same sizes.
  private static final double LETTER = 7.25;
  private static final double MODULE_HEIGHT = 28;
  private static final double MODULE_MARGIN = 22;
  private static final double FOLDER_HEIGHT = 36;
  private static final double FOLDER_MARGIN = 40;
  private static final double PADDING = 16;
  private static final double HEADING = 22;
  private static final int LONGEST_LABEL = 30;
  private static final int LABEL_BEGIN = 12;

  private final Graph graph;
  private final Folders folders;
  private final BitSet open;
  private final double[] moduleX;
  private final double[] moduleY;
  private final double[] folderX;
  private final double[] folderY;

  private FirstLayout(Graph graph, Folders folders, BitSet open) {
    this.graph = graph;
    this.folders = folders;
    this.open = open;
    moduleX = new double[graph.size()];
    moduleY = new double[graph.size()];
    folderX = new double[folders.all().size()];
    folderY = new double[folders.all().size()];
  }

  static FirstLayout of(Graph graph, Folders folders, BitSet open) {
    FirstLayout layout = new FirstLayout(graph, folders, open);
    layout.place(Folders.ROOT, 0, 0, layout.inside(Folders.ROOT));
    return layout;
  }

  /** What is directly in an open folder, laid out: its folders, then its modules. */
  private record Inside(List<Integer> folders, List<Inside> below, Layers layers) {

    static final Inside CLOSED =
        new Inside(List.of(), List.of(), Layers.of(new double[0], new double[0], new int[0][]));
  }

  private Inside inside(int folder) {
    List<Integer> within = folders.within(folder);
    List<Inside> below =
        within.stream().map(each -> open.get(each) ? inside(each) : Inside.CLOSED).toList();
    List<Integer> modules = folders.all().get(folder).modules;
    double[] widths = new double[within.size() + modules.size()];
    double[] heights = new double[widths.length];
    for (int i = 0; i < within.size(); i++) {
      boolean isOpen = open.get(within.get(i));
      Layers its = below.get(i).layers;
      widths[i] = isOpen ? its.width() + 2 * PADDING : closedWidth(within.get(i));
      heights[i] = isOpen ? its.height() + 2 * PADDING + HEADING : FOLDER_HEIGHT;
    }
    for (int i = 0; i < modules.size(); i++) {
      widths[within.size() + i] = textWidth(folders.label(modules.get(i))) + MODULE_MARGIN;
      heights[within.size() + i] = MODULE_HEIGHT;
    }
    return new Inside(within, below, Layers.of(widths, heights, edges(folder, within, modules)));
  }

  private double closedWidth(int folder) {
    Folder closed = folders.all().get(folder);
    String count = closed.isRest ? "" : "  " + folders.modulesBelow(folder).size();
    return textWidth(closed.label) + LETTER * count.length() + FOLDER_MARGIN;
  }

  /** Returns how wide a label is: letters of one width, those of East Asia two. */
  static double textWidth(String label) {
    return LETTER * shown(label).map(each -> each < 0x1100 ? 1 : 2).sum();
  }

  /** Returns the characters of a label as the page shows it. */
  private static IntStream shown(String label) {
    int[] letters = (label.isEmpty() ? "(no name)" : Names.printable(label)).codePoints().toArray();
    if (letters.length <= LONGEST_LABEL) {
      return IntStream.of(letters);
    }
    int end = LONGEST_LABEL - LABEL_BEGIN - 1;
    return IntStream.concat(
        IntStream.concat(Arrays.stream(letters, 0, LABEL_BEGIN), IntStream.of('…')),
        Arrays.stream(letters, letters.length - end, letters.length));
  }

  /** Returns the edges between what is directly in a folder. */
  private int[][] edges(int folder, List<Integer> within, List<Integer> modules) {
    int[] boxes = new int[graph.size()];
    Arrays.fill(boxes, -1);
    for (int i = 0; i < within.size(); i++) {
      for (int module : folders.modulesBelow(within.get(i))) {
        boxes[module] = i;
      }
    }
    for (int i = 0; i < modules.size(); i++) {
      boxes[modules.get(i)] = within.size() + i;
    }
    int[][] edges = new int[within.size() + modules.size()][];
    List<Set<Integer>> targets =
        Arrays.stream(edges).map(each -> (Set<Integer>) new LinkedHashSet<Integer>()).toList();
    for (int module : folders.modulesBelow(folder)) {
      for (int target : graph.requires(module)) {
        if (boxes[target] >= 0 && boxes[target] != boxes[module]) {
          targets.get(boxes[module]).add(boxes[target]);
        }
      }
    }
    for (int i = 0; i < edges.length; i++) {
      edges[i] = targets.get(i).stream().mapToInt(Integer::intValue).toArray();
    }
    return edges;
  }

  private void place(int folder, double left, double top, Inside inside) {
    Layers layers = inside.layers;
    for (int i = 0; i < inside.folders.size(); i++) {
      int each = inside.folders.get(i);
      folderX[each] = left + layers.x(i);
      folderY[each] = top + layers.y(i);
      if (open.get(each)) {
        Layers its = inside.below.get(i).layers;
        double itsLeft = folderX[each] - its.width() / 2;
        double itsTop = folderY[each] - its.height() / 2 + HEADING / 2;
        place(each, itsLeft, itsTop, inside.below.get(i));
      }
    }
    List<Integer> modules = folders.all().get(folder).modules;
    for (int i = 0; i < modules.size(); i++) {
      moduleX[modules.get(i)] = left + layers.x(inside.folders.size() + i);
      moduleY[modules.get(i)] = top + layers.y(inside.folders.size() + i);
    }
  }

  /** Adds where each node stands that can be seen, but for frames: they follow what is in them. */
  void write(Json json) {
    json.begin('{');
    for (int i = 0; i < moduleX.length; i++) {
      if (open.get(folders.folderOf(i))) {
        write(json, "m" + i, moduleX[i], moduleY[i]);
      }
    }
    for (int i = 1; i < folderX.length; i++) {
      if (!open.get(i) && open.get(folders.parent(i))) {
        write(json, "g" + i, folderX[i], folderY[i]);
      }
    }
    json.end('}');
  }

  private static void write(Json json, String node, double x, double y) {
    json.key(node).begin('[').value(Math.round(x)).value(Math.round(y)).end(']');
  }
}
