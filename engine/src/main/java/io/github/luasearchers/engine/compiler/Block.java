package io.github.luasearchers.engine.compiler;

import org.jspecify.annotations.Nullable;

/** A block of a function: PUC's {@code BlockCnt}. */
final class Block {

  final @Nullable Block previous;
  final boolean isLoop;

  /** The number of local variables outside. */
  final int activeVariables;

  /** The first of the block's labels and of its pending gotos. */
  final int firstLabel;

  final int firstGoto;

  /** Whether a variable of the block is an upvalue of a function in it. */
  boolean hasUpvalue;

  Block(
      @Nullable Block previous,
      boolean isLoop,
      int activeVariables,
      int firstLabel,
      int firstGoto) {
    this.previous = previous;
    this.isLoop = isLoop;
    this.activeVariables = activeVariables;
    this.firstLabel = firstLabel;
    this.firstGoto = firstGoto;
  }
}
