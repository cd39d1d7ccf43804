package io.github.luasearchers.engine.vm;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of what a runtime evaluates, as the {@link Watchdog} sees it. It knows the runtime
 * and its thread only as long as there is a deadline.
 *
 * <p>The thread that evaluates sets it, at the beginning and at the end; the watchdog rings it.
 */
final class Alarm {

  /** What the loop gets to stop by itself, as it does as a rule. */
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * When it rings again: somebody may have taken the first interrupt and slept on, and what the
   * loop is told it may not have heard.
   */
  private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

  private @Nullable LuaRuntime lua;
  private @Nullable Thread thread;
  private long due;
  private boolean watched;

  /** Whether the interrupt flag of the thread, if it is set, is the watchdog's doing. */
  private boolean rang;

  /**
   * Sets the deadline of the calling thread in place of the one before, whose interrupt ends with
   * it. That a host has interrupted the thread after this did can't be told.
   *
   * @param deadline a time of the nano clock, 0 for none
   * @param evaluates the runtime whose deadline it is
   */
  void set(long deadline, LuaRuntime evaluates) {
    boolean news;
    synchronized (this) {
      if (rang) {
        rang = false;
        Thread.interrupted();
      }
      // the lowest bit keeps a time that is meant apart from none
      due = deadline == 0 ? 0 : deadline + GRACE | 1;
      thread = deadline == 0 ? null : Thread.currentThread();
      lua = deadline == 0 ? null : evaluates;
      news = deadline != 0 && (!watched || Watchdog.looksAfter(due));
    }
    if (news) {
      Watchdog.watch(this, deadline + GRACE);
    }
  }

  /** Tells whether the watchdog has interrupted the thread, and not the host before it. */
  synchronized boolean hasRung() {
    return rang;
  }

  /** Makes it one that is watched; false if it was. */
  synchronized boolean enlist() {
    boolean isNew = !watched;
    watched = true;
    return isNew;
  }

  /**
   * Lets the loop look at the clock, and interrupts the thread, if it is time.
   *
   * @return when to look again, 0 if there is no deadline; then it is watched no more
   */
  synchronized long ring(long now) {
    if (thread == null || lua == null || due == 0) {
      watched = false;
      return 0;
    }
    if (due - now <= 0) {
      due = now + AGAIN | 1;
      lua.hurry();
      if (!thread.isInterrupted()) {
        rang = true;
        interrupt(thread);
      }
    }
    return due;
  }

  private static void interrupt(Thread thread) {
    try {
      thread.interrupt();
    } catch (RuntimeException e) {
      // A thread of the host's own kind that refuses. Other deadlines are not to suffer.
    }
  }
}
