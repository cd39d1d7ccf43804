package io.github.luasearchers.searchers.http;

import java.time.Duration;

/** The point in time at which a wait ends. */
record Deadline(long nanoTime) {

  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  long remainingNanos() {
    return Math.max(0, nanoTime - System.nanoTime());
  }

  boolean isOver() {
    return remainingNanos() == 0;
  }

  Deadline orBefore(Duration duration) {
    Deadline other = in(duration);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }
}
