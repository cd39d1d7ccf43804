package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.ScriptStopped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What is left to one evaluation.
 *
 * <p>Instructions are handed out to the loop in slices. The loop takes from its slice, before it
 * executes them, as many as a function has when it is called, and as many as it jumps back over. As
 * it otherwise only goes forward, that is never less than what it executes, and costs nothing for
 * each single one. The libraries take for their work as many as it is worth.
 */
final class Budget {

  /** How much is done between two looks at the clock: some ten microseconds of the loop. */
  static final int SLICE = 1 << 14;

  /** The budget of the evaluation around this one. */
  final @Nullable Budget outer;

  final Limits limits;

  /** A time of the nano clock, 0 for none. */
  final long deadline;

  private final long allowance;
  private long instructions;
  private int slice;
  private long output;

  Budget(Limits limits, @Nullable Budget outer) {
    this.outer = outer;
    if (outer == null) {
      this.limits = limits;
      deadline = deadline(limits.nanos());
      instructions = limits.instructions();
      output = limits.output();
    } else {
      this.limits = limits.and(outer.limits);
      deadline = earlier(outer.deadline, deadline(limits.nanos()));
      instructions = Math.min(limits.instructions(), outer.instructions);
      output = Math.min(limits.output(), outer.output);
    }
    allowance = instructions;
  }

  /** Undoes what was taken so far. */
  void refill() {
    instructions = allowance;
  }

  /** Returns a time of the nano clock, 0 for none. */
  private static long deadline(long nanos) {
    // the lowest bit keeps a time that is meant apart from none
    return nanos == Limits.UNLIMITED ? 0 : System.nanoTime() + nanos | 1;
  }

  private static long earlier(long a, long b) {
    return a == 0 || b != 0 && b - a < 0 ? b : a;
  }

  // ---- instructions

  /** Hands out a slice. */
  int handOut() {
    slice = (int) Math.max(0, Math.min(SLICE, instructions));
    return slice;
  }

  /** Takes back what is left of the slice. */
  void takeBack(int left) {
    if (instructions != Limits.UNLIMITED) {
      instructions -= (long) slice - left;
    }
    slice = 0;
  }

  /** Lets the evaluation around this one pay for it. */
  void settle(Budget with) {
    if (with.instructions != Limits.UNLIMITED) {
      with.instructions -= allowance - instructions;
    }
    if (with.output != Limits.UNLIMITED) {
      with.output -= Math.min(limits.output(), with.output) - output;
    }
  }

  // ---- the end

  /**
   * Fails if something is used up.
   *
   * @param alarm what may have interrupted the thread in the deadline's name
   */
  void check(@Nullable Alarm alarm) {
    if (Thread.currentThread().isInterrupted()) {
      throw alarm != null && alarm.hasRung() ? late() : ScriptStopped.interrupted();
    }
    if (instructions < 0) {
      throw timeout("it executed more than ", Limits.INSTRUCTIONS, limits.instructions() + "");
    }
    if (deadline != 0 && System.nanoTime() - deadline >= 0) {
      throw late();
    }
  }

  /** Returns what stops a script whose deadline has passed. */
  ScriptStopped late() {
    long millis = TimeUnit.NANOSECONDS.toMillis(limits.nanos());
    return timeout("it took longer than ", Limits.TIME, millis + "ms");
  }

  private static ScriptStopped timeout(String what, String limit, String value) {
    String reason = what + limit + " = " + value;
    return new ScriptStopped(reason, limit, new TimeoutException(reason));
  }

  // ---- output

  /** Takes what is to be written. */
  void write(long bytes) {
    if (output == Limits.UNLIMITED) {
      return;
    }
    if (bytes > output) {
      String reason = "it wrote more than " + Limits.OUTPUT + " = " + limits.output() + " bytes";
      throw new ScriptStopped(reason, Limits.OUTPUT, null);
    }
    output -= bytes;
  }
}
