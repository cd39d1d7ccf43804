package io.github.luasearchers.engine.live.patch;

import org.jspecify.annotations.Nullable;

/** A local variable of one version of the text, or one that the chunk itself gets. */
final class Variable {

  /** The function that declares it, null for a variable of the chunk's caller. */
  final @Nullable Function owner;

  final String name;
  final int register;

  /** The instructions between which it exists. */
  final int start;

  final int end;

  /** Whether it is declared in a loop, so that one call of its function may have it often. */
  final boolean isRepeated;

  /** Whether inner functions use it. */
  boolean isCaptured;

  /** Whether it gets values other than that of its declaration. */
  boolean isAssigned;

  Variable(
      @Nullable Function owner, String name, int register, int start, int end, boolean isRepeated) {
    this.owner = owner;
    this.name = name;
    this.register = register;
    this.start = start;
    this.end = end;
    this.isRepeated = isRepeated;
  }

  /** Tells whether each run of the chunk has this variable once. */
  boolean isOfChunk() {
    return owner == null || owner.parent == null && !isRepeated;
  }
}
