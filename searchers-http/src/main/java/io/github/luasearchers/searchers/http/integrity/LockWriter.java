package io.github.luasearchers.searchers.http.integrity;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Has a lock file written some time after something was recorded: once for all that a second
 * brings, for a searcher is not told where an evaluation ends. The end of the engine and that of
 * the JVM are sooner.
 */
final class LockWriter {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LockFile lock;
  private @Nullable Thread thread;
  private @Nullable Thread exit;
  private boolean closed;

  LockWriter(LockFile lock) {
    this.lock = lock;
  }

  /** Says that something was recorded. */
  synchronized void wake() {
    if (thread != null || closed) {
      return;
    }
    Thread made = new Thread(this::run, "lua-http-lock");
    made.setDaemon(true);
    thread = made;
    if (exit == null) {
      addExit();
    }
    made.start();
  }

  private void addExit() {
    // An engine may never be closed.
    Thread made = new Thread(this::write, "lua-http-exit");
    try {
      Runtime.getRuntime().addShutdownHook(made);
      exit = made;
    } catch (IllegalStateException e) {
      Log.LOG.log(Level.TRACE, "the JVM ends already", e);
    }
  }

  private void run() {
    synchronized (this) {
      long end = System.nanoTime() + PAUSE.toNanos();
      for (long left = PAUSE.toMillis(); left > 0 && !closed; ) {
        try {
          wait(left);
        } catch (InterruptedException e) {
          // Nobody interrupts this thread for a reason; it ends soon in any case.
          break;
        }
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
      thread = null;
      if (closed) {
        return;
      }
    }
    write();
  }

  private void write() {
    // The channels of a thread that is interrupted are closed, and an engine may be closed by one.
    boolean interrupted = Thread.interrupted();
    try {
      lock.flush();
    } catch (IOException e) {
      Log.LOG.log(Level.WARNING, e.getMessage() + "; its journal has what it lacks");
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
      if (exit == null) {
        return;
      }
      removeExit(exit);
    }
    write();
  }

  private static void removeExit(Thread exit) {
    try {
      Runtime.getRuntime().removeShutdownHook(exit);
    } catch (IllegalStateException e) {
      Log.LOG.log(Level.TRACE, "the JVM ends", e);
    }
  }
}
