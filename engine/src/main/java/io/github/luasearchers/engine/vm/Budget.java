package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.ScriptStopped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the limits of one evaluation.
 *
 * <p>The loop gets its instructions in slices. It takes them from its slice in advance: the length
 * of a function's code when the function is called, and the distance of each backward jump. All
 * other steps go forward, so that this is never less than what is executed, and a single
 * instruction costs nothing. Library functions take what their work is worth.
 */
final class Budget {

  /** The budget of the enclosing evaluation. */
  final @Nullable Budget outer;

  final Limits limits;

  /** A {@link System#nanoTime} value, 0 for none. */
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

  /** Gives back all instructions that were taken so far. */
  void refill() {
    instructions = allowance;
  }

  /** Returns a {@link System#nanoTime} value, 0 for none. */
  private static long deadline(long nanos) {
    // the lowest bit distinguishes a time from 0, which means none
    return nanos == Limits.UNLIMITED ? 0 : System.nanoTime() + nanos | 1;
  }

  private static long earlier(long a, long b) {
    return a == 0 || b != 0 && b - a < 0 ? b : a;
  }

  // ---- instructions

  /** Hands out a slice of at most so many instructions. */
  int handOut(int most) {
    slice = (int) Math.max(0, Math.min(most, instructions));
    return slice;
  }

  /** Takes back what is left of the slice. */
  void takeBack(int left) {
    if (instructions != Limits.UNLIMITED) {
      instructions -= (long) slice - left;
    }
    slice = 0;
  }

  /** Charges the enclosing evaluation for what this one has used. */
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
   * Fails if the thread was interrupted or a limit is exceeded.
   *
   * @param alarm knows whether the interrupt comes from the deadline
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

  /** Returns the error that stops a script whose deadline has passed. */
  ScriptStopped late() {
    long millis = TimeUnit.NANOSECONDS.toMillis(limits.nanos());
    return timeout("it took longer than ", Limits.TIME, millis + "ms");
  }

  private static ScriptStopped timeout(String what, String limit, String value) {
    String reason = what + limit + " = " + value;
    return new ScriptStopped(reason, limit, new TimeoutException(reason));
  }

  // ---- output

  /** Takes bytes that are about to be written; fails if too few are left. */
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
