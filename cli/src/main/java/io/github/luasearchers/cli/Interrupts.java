package io.github.luasearchers.cli;

import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What Ctrl-C does: the first makes the running chunk fail, the second ends the process at once, as
 * one does when no chunk runs.
 *
 * <p>The handler stays in place between chunks, since putting it there takes longer than most
 * chunks of a prompt.
 */
final class Interrupts implements SignalHandler {

  /** The time that a chunk gets to notice, and Java code gets between two interrupts. */
  private static final long PAUSE_MILLIS = 30;

  private final @Nullable Signal signal;
  private boolean handled;
  private @Nullable LuaRuntime lua;
  private @Nullable Thread running;
  private int depth;

  /**
   * Creates an instance.
   *
   * @param signals whether it takes the process's SIGINT
   */
  Interrupts(boolean signals) {
    signal = signals ? new Signal("INT") : null;
  }

  /** Takes note that a chunk begins in this thread. */
  synchronized void begin(LuaRuntime of) {
    depth++;
    lua = of;
    running = Thread.currentThread();
    if (signal != null && !handled) {
      handled = true;
      Signal.handle(signal, this);
    }
  }

  /** Takes note that it has ended. */
  synchronized void end(LuaRuntime of) {
    depth--;
    if (depth == 0) {
      lua = null;
      running = null;
      of.endInterrupt();
    }
  }

  /** Makes what runs fail; tells whether anything does. */
  boolean interrupt() {
    @Nullable LuaRuntime of;
    @Nullable Thread thread;
    synchronized (this) {
      of = lua;
      thread = running;
      if (of == null || thread == null) {
        return false;
      }
      of.interrupt();
    }
    while (isRunning(of, thread)) {
      if (!pause()) {
        break;
      }
    }
    return true;
  }

  /** Tells whether a chunk still has to notice, and wakes it after it had time to. */
  private boolean isRunning(LuaRuntime of, Thread thread) {
    if (!pause()) {
      return false;
    }
    synchronized (this) {
      return lua == of && of.wake(thread);
    }
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void handle(Signal received) {
    synchronized (this) {
      handled = false;
      Signal.handle(received, SIG_DFL);
    }
    if (!interrupt()) {
      Signal.raise(received);
    }
  }
}
