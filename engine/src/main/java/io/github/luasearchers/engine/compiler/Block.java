package io.github.luasearchers.engine.compiler;

import org.jspecify.annotations.Nullable;

/** A block of a function: PUC's {@code BlockCnt}. */
final class Block {

  final @Nullable Block previous;
  final boolean isLoop;

  /** The number of local variables outside. */
  final int activeVariables;

  /** The number of their registers. */
  final int activeRegisters;

  /** The first of the block's labels and of its pending gotos. */
  final int firstLabel;

  final int firstGoto;

  /** Whether a variable of the block is an upvalue of a function in it, or to be closed. */
  boolean hasUpvalue;

  /** Whether the block is in the scope of a variable that is to be closed. */
  boolean isInsideToClose;

  Block(FunctionState function, boolean isLoop, int firstLabel, int firstGoto) {
    this.previous = function.block;
    this.isLoop = isLoop;
    this.activeVariables = function.activeVariables;
    this.activeRegisters = function.activeRegisters;
    this.firstLabel = firstLabel;
    this.firstGoto = firstGoto;
    this.isInsideToClose = previous != null && previous.isInsideToClose;
  }
}
