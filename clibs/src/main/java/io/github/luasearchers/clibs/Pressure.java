package io.github.luasearchers.clibs;

import java.nio.ByteBuffer;

/**
 * Makes the collector run when C has allocated much. Java does not see what a userdata's block
 * takes, so that it would leave a million of them for later.
 */
final class Pressure {

  private static final long LEAST = 64L << 20;

  private final Universe universe;

  Pressure(Universe universe) {
    this.universe = universe;
  }

  /** Sets at how many bytes C asks for a collection. */
  void set() {
    ByteBuffer memory = universe.memory();
    long live = memory.getLong(Layout.BLOCK_BYTES);
    memory.putLong(Layout.BLOCK_LIMIT, Math.max(LEAST, 2 * live));
  }

  void relieve() {
    universe.collect();
    set();
  }
}
