package io.github.luasearchers.searchers.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/** Limits the number of concurrent requests to each origin. */
final class OriginLimiter {

  /** As many as the modules that an engine searches for at once. */
  private static final int MAX_CONCURRENT = 32;

  private final ConcurrentMap<Origin, Semaphore> permits = new ConcurrentHashMap<>();

  /** Waits until a request to the origin may be sent; {@link #release} must follow. */
  void acquire(Origin origin) throws InterruptedException {
    permits.computeIfAbsent(origin, o -> new Semaphore(MAX_CONCURRENT)).acquire();
  }

  void release(Origin origin) {
    Semaphore permit = permits.get(origin);
    if (permit != null) {
      permit.release();
    }
  }
}
