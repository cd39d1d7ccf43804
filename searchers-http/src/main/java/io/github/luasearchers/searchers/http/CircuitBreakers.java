package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * One circuit breaker for each origin. After several failures in a row no request is sent to the
 * origin for a while; then one request goes through, and its outcome decides.
 */
final class CircuitBreakers {

  /** Failures in a row, and until when the breaker is open. */
  private record State(int failures, long openUntil) {}

  private final ConcurrentMap<Origin, State> states = new ConcurrentHashMap<>();

  void check(Origin origin, FetchRules rules) throws IOException {
    State state = states.get(origin);
    if (state == null || state.failures < rules.breakerFailures()) {
      return;
    }
    long left = state.openUntil - System.nanoTime();
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
        (old, one) -> new State(old.failures + 1, one.openUntil));
  }

  private static long pauseFromNow(Duration pause) {
    return System.nanoTime() + pause.toNanos();
  }
}
