package io.github.luasearchers.clibs;

import java.nio.ByteBuffer;

/**
 * Makes the collector run when C has taken much. Java does not see what a userdata's block takes,
 * so that it would leave a million of them for later; nor that each may have a file open.
 */
final class Pressure {

  private static final long LEAST = 64L << 20;

  /** How many userdata are made between two looks at the files that are open. */
  private static final int BETWEEN = 64;

  /** How many if a collection has found nothing to close. */
  private static final int MANY = 1 << 13;

  private final Universe universe;
  private int left = BETWEEN;

  Pressure(Universe universe) {
    this.universe = universe;
  }

  /** Sets at how many bytes C asks for a collection. */
  void set() {
    ByteBuffer memory = universe.memory();
    long live = memory.getLong(Layout.BLOCK_BYTES);
    memory.putLong(Layout.BLOCK_LIMIT, Math.max(LEAST, 2 * live));
  }

  /**
   * Notes that a userdata has been made. If files are short, C asks for a collection before it
   * makes the next: here values are being read, and no finalizer may run.
   */
  void made() {
    if (--left < 0) {
      left = BETWEEN;
      if (Natives.areFilesShort()) {
        universe.memory().putLong(Layout.BLOCK_LIMIT, 0);
      }
    }
  }

  /** Collects if C has taken so much that it would ask for that before it makes a userdata. */
  void relieveIfDue() {
    if (isDue()) {
      relieve();
    }
  }

  private boolean isDue() {
    ByteBuffer memory = universe.memory();
    return memory.getLong(Layout.BLOCK_BYTES) >= memory.getLong(Layout.BLOCK_LIMIT);
  }

  /** Frees what the JVM has found by itself, and collects if that is not enough. */
  void relieve() {
    universe.freeGoneBlocks();
    universe.freeGone();
    if (isDue()) {
      universe.collect();
    }
    set();
    left = Natives.areFilesShort() ? MANY : BETWEEN;
  }
}
