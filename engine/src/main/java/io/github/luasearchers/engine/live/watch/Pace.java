package io.github.luasearchers.engine.live.watch;

import java.time.Duration;

/**
 * Decides when a check begins. Times are nanoseconds from some start, by a clock that never goes
 * back. Not safe for threads.
 */
final class Pace {

  /** Longer than that no file is waited for, nor a check put off by events that keep coming. */
  static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  /** Without a quiet period an unsettled file would be looked at without a pause. */
  private static final long SHORTEST_RETRY = Duration.ofMillis(10).toNanos();

  private static final long NEVER = -1;

  private final long quiet;
  private final long longest;
  private long firstEvent = NEVER;
  private long lastEvent = NEVER;
  private long unsettledSince = NEVER;
  private long ended;

  Pace(Duration quiet, long now) {
    this.quiet = quiet.toNanos();
    longest = Math.max(PATIENCE, this.quiet);
    ended = now;
  }

  /** Something may have changed. */
  void event(long now) {
    if (firstEvent == NEVER) {
      firstEvent = now;
    }
    lastEvent = now;
  }

  /** What goes on now is part of what has begun, if something has. */
  void more(long now) {
    if (firstEvent != NEVER) {
      lastEvent = now;
    }
  }

  /**
   * Returns when the next check begins.
   *
   * @param interval how long after the last one if nothing happens
   */
  long due(long interval) {
    if (firstEvent == NEVER && unsettledSince == NEVER) {
      return ended + interval;
    }
    if (firstEvent == NEVER) {
      return ended + Math.max(quiet, SHORTEST_RETRY);
    }
    long due = Math.min(lastEvent + quiet, firstEvent + longest);
    return unsettledSince == NEVER ? due : Math.min(due, unsettledSince + PATIENCE);
  }

  /** A check begins: what comes from now on is for the next. */
  void begin() {
    firstEvent = NEVER;
  }

  /** Tells whether the check that begins is the last that waits for unsettled files. */
  boolean isLast(long now) {
    return unsettledSince != NEVER && now - unsettledSince >= PATIENCE;
  }

  /** Tells whether files are waited for. */
  boolean isWaiting() {
    return unsettledSince != NEVER;
  }

  /**
   * A check is over.
   *
   * @param last whether it was the last that waits
   */
  void end(long now, boolean settled, boolean last) {
    ended = now;
    if (settled || last) {
      unsettledSince = NEVER;
    } else if (unsettledSince == NEVER) {
      unsettledSince = now;
    }
  }
}
