package io.github.luasearchers.searchers.http.integrity;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes a lock file some time after a module was recorded: once for all modules of a second, since
 * a searcher does not know when an evaluation ends. It writes at once when the engine is closed and
 * when the JVM ends.
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

  /** Schedules a write. */
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
          // No code interrupts this thread; it ends soon anyway.
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
    // An interrupted thread may close the engine, but its channels would be closed.
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
