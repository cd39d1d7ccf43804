package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Spares an origin that has failed again and again, and those who would wait for it. When the pause
 * is over one request goes through, and its outcome decides.
 */
final class Breakers {

  /** Failures in a row, and until when nobody is let through. */
  private record State(int failures, long closedUntil) {}

  private final ConcurrentMap<Origin, State> states = new ConcurrentHashMap<>();

  void check(Origin origin, FetchRules rules) throws IOException {
    State state = states.get(origin);
    if (state == null || state.failures < rules.breakerFailures()) {
      return;
    }
    long left = state.closedUntil - System.nanoTime();
    State next = new State(state.failures, pauseFromNow(rules.breakerPause()));
    if (left <= 0 && states.replace(origin, state, next)) {
      return;
    }
    long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(Math.max(0, left)));
    throw new FetchException(
        origin
            + " failed "
            + state.failures
            + " times in a row and is not asked again for "
            + seconds
            + " s");
  }

  void succeeded(Origin origin) {
    states.remove(origin);
  }

  void failed(Origin origin, FetchRules rules) {
    states.merge(
        origin,
        new State(1, pauseFromNow(rules.breakerPause())),
        (old, one) -> new State(old.failures + 1, one.closedUntil));
  }

  private static long pauseFromNow(Duration pause) {
    return System.nanoTime() + pause.toNanos();
  }
}
