package io.github.luasearchers.engine.vm;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Wakes Java that a script has called when the deadline has passed, by an interrupt, and lets the
 * loop look at the clock. One thread does so for all engines of the JVM; it is there while there
 * are deadlines, and a little longer.
 *
 * <p>A deadline that is set and cleared again costs no more than the two, as the thread looks at
 * all of them when the earliest that it knew of has come, and is told only of earlier ones.
 */
final class Watchdog implements Runnable {

  /** How long it sleeps at most, so that it soon forgets engines that nobody uses. */
  private static final long ROUND = TimeUnit.SECONDS.toNanos(1);

  /** How long the thread waits for a deadline before it ends. */
  private static final long LINGER = TimeUnit.SECONDS.toNanos(2);

  /** Later than any deadline. */
  private static final long FAR = Long.MAX_VALUE / 2;

  private static final Object LOCK = new Object();

  private static final Queue<Alarm> ALARMS = new ArrayDeque<>();
  private static boolean running;
  private static boolean resting;

  /** When it looks next. */
  private static volatile long next;

  private Watchdog() {}

  /** Tells whether it would come too late for an alarm if it weren't told. */
  static boolean looksAfter(long due) {
    return due - next < 0;
  }

  /** Looks at an alarm when it is due, and until it is found to have no deadline. */
  static void watch(Alarm alarm, long due) {
    synchronized (LOCK) {
      resting = false;
      if (alarm.enlist()) {
        ALARMS.add(alarm);
      }
      if (!running) {
        start();
      }
      if (running && looksAfter(due)) {
        next = due;
        LOCK.notifyAll();
      }
    }
  }

  private static void start() {
    // It is to keep nothing alive of the thread that happened to come first.
    Thread thread = new Thread(null, new Watchdog(), "lua-deadlines", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    try {
      thread.start();
      running = true;
      next = System.nanoTime() + ROUND;
    } catch (OutOfMemoryError e) {
      // No thread is to be had: whoever comes next tries again. The loop stops by itself anyway.
      next = System.nanoTime() + FAR;
    }
  }

  @Override
  public void run() {
    synchronized (LOCK) {
      while (running) {
        long left = next - System.nanoTime();
        if (left > 0) {
          sleep(left);
        } else {
          look(System.nanoTime());
        }
      }
    }
  }

  private static void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(LOCK, nanos);
    } catch (InterruptedException e) {
      // Whoever interrupts each thread of the JVM does not mean this one.
    }
  }

  /** Rings all alarms that are due, and lets go of those that have no deadline. */
  private static void look(long now) {
    // Who sets an alarm that was looked at already is to come and say so.
    next = now + FAR;
    long earliest = now + ROUND;
    for (int count = ALARMS.size(); count > 0; count--) {
      Alarm alarm = ALARMS.remove();
      long due = alarm.ring(now);
      if (due != 0) {
        ALARMS.add(alarm);
        earliest = due - earliest < 0 ? due : earliest;
      }
    }
    boolean idle = ALARMS.isEmpty();
    running = !(idle && resting);
    resting = idle;
    next = idle ? now + LINGER : earliest;
  }
}
