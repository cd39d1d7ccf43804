package io.github.luasearchers.engine.live.watch;

import org.jspecify.annotations.Nullable;

/**
 * Wakes the watcher's thread where it waits for events, and nowhere else: an interrupt during a
 * check would close the files that it reads.
 */
final class Signal {

  private @Nullable Thread waiting;
  private boolean woken;

  /** The thread that calls this is about to wait; false if it was woken before. */
  synchronized boolean beginWait() {
    if (woken) {
      woken = false;
      return false;
    }
    waiting = Thread.currentThread();
    return true;
  }

  /** It waits no longer. Whoever else interrupts this thread has no say in it. */
  synchronized void endWait() {
    waiting = null;
    woken = false;
    Thread.interrupted();
  }

  /** Ends the wait, or makes the next one end at once. */
  synchronized void wake() {
    woken = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }
}
