package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.EvaluationMeter;
import org.jspecify.annotations.Nullable;

/**
 * What a thread has put aside that goes on with an evaluation for another one, which waits
 * meanwhile: all that a runtime knows by thread.
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
