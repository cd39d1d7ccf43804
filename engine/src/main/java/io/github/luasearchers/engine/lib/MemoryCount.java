package io.github.luasearchers.engine.lib;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * How much memory is in use, for {@code collectgarbage("count")}: what the last collection has
 * left, and what the running thread has made since. The JVM's own figure grows by whole buffers of
 * its threads, in which a script can't see what it has made itself.
 */
final class MemoryCount {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private @Nullable Thread thread;

  /** What was in use at the last collection. */
  private long left;

  /** What the thread had made by then. */
  private long made;

  /** The JVM's figure at the last look: where it is less, there was a collection. */
  private long seen;

  private boolean stopped;

  /** Has the count go on, or not, as if the collector freed nothing. */
  void stop(boolean stop) {
    stopped = stop;
  }

  /** Notes what a collection has left. */
  void collected(long bytes) {
    thread = Thread.currentThread();
    left = bytes;
    made = madeByThread();
    seen = bytes;
  }

  /** Returns the number of bytes in use. */
  long bytes() {
    long used = inUse();
    if (thread != Thread.currentThread() || used < seen && !stopped) {
      collected(used);
    }
    seen = used;
    return left + madeByThread() - made;
  }

  private static long inUse() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private long madeByThread() {
    return THREADS instanceof com.sun.management.ThreadMXBean threads
            && threads.isThreadAllocatedMemorySupported()
        ? threads.getCurrentThreadAllocatedBytes()
        : inUse();
  }
}
