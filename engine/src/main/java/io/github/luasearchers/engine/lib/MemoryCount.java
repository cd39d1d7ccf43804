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

  /** Apart, since it takes long to get and few scripts ask. */
  private static final class Threads {
    static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();
  }

  /** The thread that was counted for, null before the first look. */
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

  /** Notes what a collection has left, once there was a look. */
  void collected(long bytes) {
    if (thread != null) {
      begin(bytes);
    }
  }

  private void begin(long bytes) {
    thread = Thread.currentThread();
    left = bytes;
    made = madeByThread();
    seen = bytes;
  }

  /** Returns the number of bytes in use. */
  long bytes() {
    long used = inUse();
    if (thread != Thread.currentThread() || used < seen && !stopped) {
      begin(used);
    }
    seen = used;
    return left + madeByThread() - made;
  }

  private static long inUse() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Returns what the thread has made so far; of a virtual thread the JVM doesn't know it. */
  private static long madeByThread() {
    long made = -1;
    if (Threads.BEAN instanceof com.sun.management.ThreadMXBean threads
        && threads.isThreadAllocatedMemorySupported()) {
      made = threads.getCurrentThreadAllocatedBytes();
    }
    return made < 0 ? inUse() : made;
  }
}
