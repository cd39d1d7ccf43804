package io.github.luasearchers.engine.vm;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts Java code that a script has called when the deadline has passed, and makes the loop
 * look at the clock. One thread does so for all engines of the JVM; it lives as long as there are
 * deadlines, and a little longer.
 *
 * <p>Setting a deadline and clearing it again costs no more than that: the thread looks at all
 * alarms when the earliest it knows of is due, and is notified only of earlier ones.
 */
final class Watchdog implements Runnable {

  /** The longest sleep, so that engines that nobody uses are soon released. */
  private static final long ROUND = TimeUnit.SECONDS.toNanos(1);

  /** How long the thread waits for a deadline before it ends. */
  private static final long LINGER = TimeUnit.SECONDS.toNanos(2);

  /** Later than any deadline. */
  private static final long FAR = Long.MAX_VALUE / 2;

  private static final Object LOCK = new Object();

  private static final Queue<Alarm> ALARMS = new ArrayDeque<>();
  private static boolean running;
  private static boolean resting;

  /** When the thread looks next. */
  private static volatile long next;

  private Watchdog() {}

  /** Tells whether the thread, unless notified, would look too late for an alarm. */
  static boolean looksAfter(long due) {
    return due - next < 0;
  }

  /** Looks at an alarm when it is due, and again until it has no deadline. */
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
    // The thread must keep nothing alive that belongs to the thread that happened to start it.
    Thread thread = new Thread(null, new Watchdog(), "lua-deadlines", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    try {
      thread.start();
      running = true;
      next = System.nanoTime() + ROUND;
    } catch (OutOfMemoryError e) {
      // No thread can be created: the next caller tries again. The loop stops by itself anyway.
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
      // An interrupt of all threads of the JVM is not meant for this one.
    }
  }

  /** Rings all alarms that are due, and drops those that have no deadline. */
  private static void look(long now) {
    // A thread that sets an alarm which this loop has already looked at must notify this thread.
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
