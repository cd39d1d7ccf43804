package io.github.luasearchers.searchers.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/** Keeps the number of requests that one origin gets at a time within what is polite. */
final class Gates {

  private static final int AT_A_TIME = 8;

  private final ConcurrentMap<Origin, Semaphore> gates = new ConcurrentHashMap<>();

  /** Waits until an origin may be asked; {@link #leave} must follow. */
  void enter(Origin origin) throws InterruptedException {
    gates.computeIfAbsent(origin, o -> new Semaphore(AT_A_TIME)).acquire();
  }

  void leave(Origin origin) {
    Semaphore gate = gates.get(origin);
    if (gate != null) {
      gate.release();
    }
  }
}
