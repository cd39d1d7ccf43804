package io.github.luasearchers.engine.lib;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;

/**
 * How much time of the processor the process has used, for {@code os.clock}. The system counts it
 * in hundredths of a second; what the running thread has used since the last of them makes it
 * finer.
 */
final class CpuClock {

  private static final long TICK = 10_000_000;

  private static final OperatingSystemMXBean PROCESS = ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static long ticks;
  private static long threadAtTick;
  private static long latest;

  private CpuClock() {}

  /** Returns the time in nanoseconds. It never goes back. */
  static synchronized long nanos() {
    long thread = THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    long process = processNanos(thread);
    if (process != ticks || thread < threadAtTick) {
      ticks = process;
      threadAtTick = thread;
    }
    latest = Math.max(latest, ticks + Math.min(thread - threadAtTick, TICK - 1));
    return latest;
  }

  private static long processNanos(long otherwise) {
    return PROCESS instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : otherwise;
  }
}
