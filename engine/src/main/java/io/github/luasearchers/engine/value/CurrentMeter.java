package io.github.luasearchers.engine.value;

import org.jspecify.annotations.Nullable;

/**
 * The meter of the evaluation that the calling thread runs, for code that knows no runtime: tables,
 * comparisons, numerals. Finding it by thread costs as much as a call, so only work that takes
 * longer is charged here.
 */
public final class CurrentMeter {

  /** The meter of each thread whose evaluation has limits. */
  private static final ThreadLocal<EvaluationMeter> METER = new ThreadLocal<>();

  /** Searches are longer than this only for keys that were chosen to collide. */
  private static final int MANY_PROBES = 1 << 8;

  private CurrentMeter() {}

  /** Makes a meter the current one, and returns the one before it. */
  public static @Nullable EvaluationMeter begin(EvaluationMeter meter) {
    @Nullable EvaluationMeter before = METER.get();
    METER.set(meter);
    return before;
  }

  /** Makes the previous meter the current one again. */
  public static void end(@Nullable EvaluationMeter before) {
    if (before == null) {
      METER.remove();
    } else {
      METER.set(before);
    }
  }

  /**
   * Checks the memory limit before an allocation that may be large.
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
   * Charges work. No Lua code runs meanwhile.
   *
   * @param work the number of instructions of the loop that take as long
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
   * Charges work that Java may do by itself, when no script runs. Without limits nothing stops it
   * then, not even an interrupt.
   *
   * @param work the number of instructions of the loop that take as long
   */
  public static void chargeIfLimited(long work) {
    @Nullable EvaluationMeter meter = METER.get();
    if (meter != null) {
      meter.spend((int) Math.min(work, Integer.MAX_VALUE / 2));
    }
  }

  /**
   * Charges a search in a hash that has passed many other keys. This happens if a script chose keys
   * that collide: the hash of LuaJ's strings is predictable.
   */
  public static void chargeProbes(int probes) {
    if (probes > MANY_PROBES) {
      charge(probes);
    }
  }

  /** Stops the script, in the middle of charged work, if its time is over. */
  public static void check() {
    checkLimits();
    if (Thread.currentThread().isInterrupted()) {
      throw ScriptStopped.interrupted();
    }
  }

  /** Does the same for work that Java may do by itself. */
  public static void checkLimits() {
    @Nullable EvaluationMeter meter = METER.get();
    if (meter != null) {
      meter.stopIfDue();
    }
  }
}
