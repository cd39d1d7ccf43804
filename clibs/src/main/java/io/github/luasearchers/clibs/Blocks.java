package io.github.luasearchers.clibs;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * All blocks of a universe. They are looked through for those whose userdata is gone when there are
 * half as many again: a queue that the JVM's own thread fills would cost more, for each of them.
 */
final class Blocks {

  private static final int LEAST = 1 << 10;

  private final Universe universe;
  private @Nullable Block first;
  private int count;

  /** How many have been added since they were looked through. */
  private int added;

  Blocks(Universe universe) {
    this.universe = universe;
  }

  /** Adds the block of a userdata. */
  Block add(LuaValue userdata, long address, long size, int values) {
    Block block = new Block(universe, userdata, address, size, values);
    block.next = first;
    first = block;
    count++;
    added++;
    return block;
  }

  /** Returns how many there are. */
  int count() {
    return count;
  }

  /** Tells whether it is time to look through them. */
  boolean areDue() {
    return added >= LEAST && added > count / 3;
  }

  /**
   * Frees the blocks of userdata that are gone.
   *
   * @return how many bytes that are
   */
  long freeGone() {
    long bytes = 0;
    added = 0;
    @Nullable Block kept = null;
    for (@Nullable Block each = first; each != null; each = each.next) {
      if (!each.isGone()) {
        kept = each;
        continue;
      }
      if (kept == null) {
        first = each.next;
      } else {
        kept.next = each.next;
      }
      count--;
      bytes += each.free();
    }
    return bytes;
  }

  /** Frees all of them: nothing uses them any more. */
  void freeAll() {
    for (@Nullable Block each = first; each != null; each = each.next) {
      each.free();
    }
    first = null;
    count = 0;
  }
}
