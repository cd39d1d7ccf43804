package io.github.luasearchers.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * A promise of time. On a machine that is reserved for the tests, which the profile {@code timing}
 * assumes, it is judged to the letter. Elsewhere other processes delay threads that wake up, and
 * their use of caches and memory makes the same work take more CPU time. There a promise is judged
 * by the least that it must mean.
 */
public final class Promise {

  private static final boolean TO_THE_LETTER = Boolean.getBoolean("timing.strict");

  /**
   * The CPU time of {@link #work} on a quiet machine, such as the one the promises were measured
   * on.
   */
  private static final long QUIET_NANOS = 10_000_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Keeps the JIT from removing the work. */
  static volatile int sink;

  private Promise() {}

  /**
   * Returns how often to try something that may fail at first: code is interpreted until the
   * compiler of a busy JVM has got to it.
   */
  public static int tries(int toTheLetter) {
    return TO_THE_LETTER ? toTheLetter : Math.max(toTheLetter, 10);
  }

  /** Tells whether a thread's CPU time keeps a promise, on a machine as slow as this one is now. */
  public static boolean isKept(long cpuMillis, long promisedMillis) {
    return cpuMillis < promisedMillis || !TO_THE_LETTER && cpuMillis < promisedMillis * slowness();
  }

  /**
   * Returns how long something may take that waits for others.
   *
   * @param elsewhere a bound that shows on any machine that the promise was kept: less than it
   *     would take by itself
   */
  public static Duration within(Duration promised, Duration elsewhere) {
    return TO_THE_LETTER ? promised : elsewhere;
  }

  /**
   * Returns how many times more CPU time than on a quiet machine the same work takes now, at least
   * 1.
   */
  private static double slowness() {
    work(); // a warm-up, for the JIT
    long begin = THREADS.getCurrentThreadCpuTime();
    work();
    return Math.max(1, (THREADS.getCurrentThreadCpuTime() - begin) / (double) QUIET_NANOS);
  }

  /** Allocates memory and computes, as scripts do. */
  private static void work() {
    int hash = 1;
    for (int i = 0; i < 8; i++) {
      byte[] bytes = new byte[1 << 20];
      bytes[i] = (byte) hash;
      for (byte each : bytes) {
        hash = 31 * hash + each;
      }
    }
    sink = hash;
  }
}
