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
}
