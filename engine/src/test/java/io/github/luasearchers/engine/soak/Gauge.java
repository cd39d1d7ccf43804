package io.github.luasearchers.engine.soak;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What there is at a moment at which nothing runs and no engine is kept.
 *
 * @param friendly how many friendly scripts have given the right result so far
 * @param hostile how many hostile scripts have ended so far
 * @param engines how many engines were made so far
 * @param heap how many bytes are in use
 * @param classes how many classes are loaded, with those that functions were translated to
 */
record Gauge(
    Duration at, long friendly, long hostile, long engines, long heap, int threads, int classes) {

  static final String HEAD =
      "| minutes | friendly, all right | hostile | engines made | heap, MB | threads | classes |\n"
          + "|---|---|---|---|---|---|---|";

  private static final int COLLECTIONS = 8;

  static Gauge take(Duration at, List<Worker> workers, long engines) {
    return new Gauge(
        at,
        workers.stream().mapToLong(Worker::friendly).sum(),
        workers.stream().mapToLong(Worker::hostile).sum(),
        engines,
        leastHeap(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
  }

  /** Returns the least that collections leave: cleaners and finalizers take a while. */
  private static long leastHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  @Override
  public String toString() {
    double megabytes = heap / (double) (1 << 20);
    return String.format(
        Locale.ROOT,
        "| %.1f | %d | %d | %d | %.1f | %d | %d |",
        at.toMillis() / 60_000.0,
        friendly,
        hostile,
        engines,
        megabytes,
        threads,
        classes);
  }
}
