package io.github.luasearchers.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A reentrant lock that is free as a rule: its value is 1 while a thread has it, else 0.
 *
 * <p>A {@code ReentrantLock} releases with a full fence, to see those who have begun to wait in the
 * meantime; that costs a tenth of a small evaluation. This one releases without. A thread that
 * begins to wait at that very moment may be overlooked, so those who wait look again by themselves.
 */
final class TurnLock extends AtomicInteger {

  private static final long serialVersionUID = 1;
  private static final long LOOK_AGAIN_MILLIS = 10;

  /**
   * Set and cleared by the owner, while it has the lock: who finds itself here has the lock. For
   * others it is a hint.
   */
  private transient @Nullable Thread owner;

  /** How often the owner has taken it. */
  private int holds;

  private volatile int waiters;

  boolean tryLock() {
    Thread me = Thread.currentThread();
    if (owner == me) {
      holds++;
      return true;
    }
    if (!compareAndSet(0, 1)) {
      return false;
    }
    owner = me;
    holds = 1;
    return true;
  }

  /** Waits for the lock, at most for some time. */
  boolean tryLock(long nanos) throws InterruptedException {
    long until = System.nanoTime() + nanos;
    synchronized (this) {
      waiters++;
      try {
        while (!tryLock()) {
          long left = until - System.nanoTime();
          if (left <= 0) {
            return false;
          }
          wait(Math.min(LOOK_AGAIN_MILLIS, TimeUnit.NANOSECONDS.toMillis(left) + 1));
        }
        return true;
      } finally {
        waiters--;
      }
    }
  }

  void unlock() {
    if (--holds == 0) {
      owner = null;
      setRelease(0);
      if (waiters != 0) {
        wake();
      }
    }
  }

  private synchronized void wake() {
    notify();
  }

  boolean isHeldByCurrentThread() {
    return owner == Thread.currentThread();
  }

  /** Returns the thread that has the lock, or has just had it; null if there is none. */
  @Nullable Thread owner() {
    return owner;
  }
}
