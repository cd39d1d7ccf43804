package io.github.luasearchers.engine.vm;

/**
 * Where an instruction has found its field last: an inline cache. Threads that share it may
 * overwrite each other's, since what it says is always compared with the table.
 */
final class Site {

  /** The index of the value in the nodes of a table. */
  int at = 1;

  /** Where that was before: objects of two kinds may take turns. */
  int before = 1;

  /** The same in the table that the first one inherits from. */
  int inherited = 1;

  int inheritedBefore = 1;

  /** How often it has come to something that had not happened while the function was watched. */
  int times;

  /** Takes note of where the value of a table is. */
  void found(int place) {
    if (place != at) {
      before = at;
      at = place;
    }
  }
}
