package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.Level;
import org.jspecify.annotations.Nullable;

/** Translates functions that are hot, on a thread of its own. */
public interface CodeCompiler {

  /**
   * Asks for a translation, which is {@linkplain Unit#install installed} when it is done.
   *
   * @param pc where it is entered: 0, or the head of a loop
   * @param kinds what the registers hold there, as {@link Profile} counts; null at 0
   */
  void request(Unit unit, int pc, byte @Nullable [] kinds, Level level);

  /**
   * Is told that a function's translations do not last; they run on until there are others.
   *
   * @param pc the instruction where the last one was left
   * @param exits how often they were left since the last time
   * @param forGood whether the function stays with the loop
   * @param reason what was met at that instruction
   */
  default void discarded(Unit unit, int pc, int exits, boolean forGood, String reason) {}
}
