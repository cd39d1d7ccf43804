package io.github.luasearchers.engine.live.picture;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which folders are open at first. All that are equally deep are opened as long as the view stays
 * small enough to be read; if it would say next to nothing, the largest one that has room is.
 */
final class FirstView {

  /** How many nodes a view has at most that is to be read at a glance, frames included. */
  static final int MOST_NODES = 40;

  private static final int FEW_NODES = 8;

  private final Folders folders;
  private final BitSet open = new BitSet();
  private int nodes;

  private FirstView(Folders folders) {
    this.folders = folders;
  }

  /** Returns the numbers of the folders that are open, that of the root among them. */
  static BitSet of(Folders folders) {
    FirstView view = new FirstView(folders);
    view.open.set(Folders.ROOT);
    view.nodes = folders.all().get(Folders.ROOT).size();
    view.openMore();
    return view.open;
  }

  private void openMore() {
    boolean opened = true;
    while (opened) {
      List<Integer> closed = closed();
      opened = !closed.isEmpty() && (openAll(closed) || nodes < FEW_NODES && openLargest(closed));
    }
  }

  /** Returns the folders that can be seen and are closed. */
  private List<Integer> closed() {
    List<Integer> closed = new ArrayList<>();
    for (int i = 1; i < folders.all().size(); i++) {
      if (!open.get(i) && open.get(folders.parent(i))) {
        closed.add(i);
      }
    }
    return closed;
  }

  private boolean openAll(List<Integer> closed) {
    int more = closed.stream().mapToInt(each -> folders.all().get(each).size()).sum();
    if (nodes + more > MOST_NODES) {
      return false;
    }
    closed.forEach(open::set);
    nodes += more;
    return true;
  }

  private boolean openLargest(List<Integer> closed) {
    int largest = -1;
    for (int each : closed) {
      int size = folders.all().get(each).size();
      if (nodes + size <= MOST_NODES && (largest < 0 || size > folders.all().get(largest).size())) {
        largest = each;
      }
    }
    if (largest < 0) {
      return false;
    }
    open.set(largest);
    nodes += folders.all().get(largest).size();
    return true;
  }
}
