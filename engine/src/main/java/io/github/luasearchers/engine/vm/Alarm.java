package io.github.luasearchers.engine.vm;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of what a runtime evaluates, as the {@link Watchdog} sees it. It refers to the
 * runtime and its thread only while there is a deadline.
 *
 * <p>The evaluating thread sets it at the beginning and at the end; the watchdog rings it.
 */
final class Alarm {

  /** The time the loop gets to stop by itself, which it usually does. */
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * The time until it rings again: Java code may have swallowed the first interrupt and blocked
   * again, and the loop may have missed {@link LuaRuntime#hurry}.
   */
  private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

  private @Nullable LuaRuntime lua;
  private @Nullable Thread thread;
  private long due;
  private boolean watched;

  /** Whether it was the watchdog that set the thread's interrupt flag, if the flag is set. */
  private boolean rang;

  /**
   * Replaces the calling thread's deadline, and clears the interrupt that the previous one caused.
   * An interrupt by the host that came after it cannot be told apart and is cleared too.
   *
   * @param deadline a {@link System#nanoTime} value, 0 for none
   * @param evaluates the runtime whose deadline it is
   */
  void set(long deadline, LuaRuntime evaluates) {
    boolean news;
    synchronized (this) {
      if (rang) {
        rang = false;
        Thread.interrupted();
      }
      // the lowest bit distinguishes a time from 0, which means none
      due = deadline == 0 ? 0 : deadline + GRACE | 1;
      thread = deadline == 0 ? null : Thread.currentThread();
      lua = deadline == 0 ? null : evaluates;
      news = deadline != 0 && (!watched || Watchdog.looksAfter(due));
    }
    if (news) {
      Watchdog.watch(this, deadline + GRACE);
    }
  }

  /** Tells whether the watchdog interrupted the thread before the host did. */
  synchronized boolean hasRung() {
    return rang;
  }

  /** Marks the alarm as watched; returns false if it already was. */
  synchronized boolean enlist() {
    boolean isNew = !watched;
    watched = true;
    return isNew;
  }

  /**
   * If the deadline has passed, makes the loop look at the clock and interrupts the thread.
   *
   * @return when to look again; 0 if there is no deadline, and the alarm is no longer watched
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
      // A subclass of Thread in the host may refuse. Other deadlines must still be kept.
    }
  }
}
