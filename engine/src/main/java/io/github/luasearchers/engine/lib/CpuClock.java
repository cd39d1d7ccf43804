package io.github.luasearchers.engine.lib;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How much time of the processor an engine's scripts have used, for {@code os.clock}: what the
 * evaluation's thread has used since it last asked. What other threads do, such as other engines,
 * the collector and the compiler of the JVM, does not count, and neither does what another thread
 * has used before it first asks. So two readings in one evaluation differ by what was between them,
 * and an engine's readings never go back, whichever threads its evaluations run on.
 *
 * <p>Where the JVM cannot tell a thread's time, as for a virtual thread, it is the time that went
 * by.
 */
final class CpuClock {

  /** Loaded when a script first asks for the time. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long total;

  /** What the last reading was of: the number of a thread, negative if it is the time of day. */
  private long source;

  private long reading;

  /** Begins with what the first thread has used so far, as if it had done nothing else. */
  CpuClock() {
    read();
    total = source > 0 ? reading : 0;
  }

  /** Returns the time in nanoseconds. */
  long nanos() {
    long lastSource = source;
    long lastReading = reading;
    read();
    if (source == lastSource) {
      total += reading - lastReading;
    }
    return total;
  }

  private void read() {
    long thread = Thread.currentThread().getId();
    long used = used();
    source = used < 0 ? -thread : thread;
    reading = used < 0 ? System.nanoTime() : used;
  }

  /** Returns what this thread has used, a negative number if that can't be said. */
  private static long used() {
    try {
      return THREADS.getCurrentThreadCpuTime();
    } catch (UnsupportedOperationException e) {
      return -1;
    }
  }
}
