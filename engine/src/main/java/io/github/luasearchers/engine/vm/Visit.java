package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.EvaluationMeter;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime keeps per thread, saved while one thread continues an evaluation for another that
 * waits.
 */
public final class Visit {

  final @Nullable Alarm alarm;
  final boolean metered;
  final @Nullable EvaluationMeter outerMeter;
  final long allocated;

  Visit(
      @Nullable Alarm alarm,
      boolean metered,
      @Nullable EvaluationMeter outerMeter,
      long allocated) {
    this.alarm = alarm;
    this.metered = metered;
    this.outerMeter = outerMeter;
    this.allocated = allocated;
  }
}
