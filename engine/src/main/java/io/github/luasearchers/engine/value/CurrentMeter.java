package io.github.luasearchers.engine.value;

import org.jspecify.annotations.Nullable;

/**
 * The meter of the evaluation that the calling thread runs, for code that knows no runtime: tables,
 * comparisons, numerals. A look-up by thread costs as much as a call, so only work that takes
 * longer is charged here.
 */
public final class CurrentMeter {

  /** The meter of each thread whose evaluation has limits. */
  private static final ThreadLocal<EvaluationMeter> METER = new ThreadLocal<>();

  /** Keys that nobody chose don't make a search as long as this. */
  private static final int MANY_PROBES = 1 << 8;

  private CurrentMeter() {}

  /** Makes a meter the current one, and returns the one before it. */
  public static @Nullable EvaluationMeter begin(EvaluationMeter meter) {
    @Nullable EvaluationMeter before = METER.get();
    METER.set(meter);
    return before;
  }

  /** Makes the meter of before the current one again. */
  public static void end(@Nullable EvaluationMeter before) {
    if (before == null) {
      METER.remove();
    } else {
      METER.set(before);
    }
  }

  /**
   * Asks for an allocation that may be large.
   *
   * @throws ScriptError if the script would then hold too much
   */
  public static void reserve(long bytes) {
    @Nullable EvaluationMeter meter = METER.get();
    if (meter != null) {
      meter.reserve(bytes);
    }
  }

  /**
   * Charges work. No code of Lua runs meanwhile.
   *
   * @param work in instructions of the loop that take as long
   */
  public static void charge(long work) {
    @Nullable EvaluationMeter meter = METER.get();
    if (meter != null) {
      meter.spend((int) Math.min(work, Integer.MAX_VALUE / 2));
    } else if (Thread.currentThread().isInterrupted()) {
      throw ScriptStopped.interrupted();
    }
  }

  /**
   * Charges work that Java may do of its own accord, when no script runs: without limits nothing
   * stops it then, not even an interrupt.
   *
   * @param work in instructions of the loop that take as long
   */
  public static void chargeIfLimited(long work) {
    @Nullable EvaluationMeter meter = METER.get();
    if (meter != null) {
      meter.spend((int) Math.min(work, Integer.MAX_VALUE / 2));
    }
  }

  /**
   * Charges a search in a hash that came past many other keys, as it does if a script chose them so
   * that they collide: LuaJ's strings have a hash that anybody can foresee.
   */
  public static void chargeProbes(int probes) {
    if (probes > MANY_PROBES) {
      charge(probes);
    }
  }

  /** Stops the script, in the middle of work that was charged, if its time is over. */
  public static void check() {
    checkLimits();
    if (Thread.currentThread().isInterrupted()) {
      throw ScriptStopped.interrupted();
    }
  }

  /** Does the same for work that Java may do of its own accord. */
  public static void checkLimits() {
    @Nullable EvaluationMeter meter = METER.get();
    if (meter != null) {
      meter.stopIfDue();
    }
  }
}
