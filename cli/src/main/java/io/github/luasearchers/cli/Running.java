package io.github.luasearchers.cli;

import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which thread runs chunks, and how another one makes it fail, in a coroutine too, or in Java code
 * that waits. Chunks may run inside of each other; with the last, what came too late is forgotten.
 */
public final class Running {

  /** The time that Lua code gets to notice, and Java code gets between two interrupts. */
  private static final long PAUSE_MILLIS = 30;

  private @Nullable LuaRuntime lua;
  private @Nullable Thread thread;
  private int depth;
  private int asked;

  /** Takes note that a chunk begins in this thread. */
  public synchronized void begin(LuaRuntime of) {
    if (depth++ == 0) {
      asked = 0;
    }
    lua = of;
    thread = Thread.currentThread();
  }

  /** Takes note that it has ended. */
  public synchronized void end() {
    if (--depth > 0 || lua == null) {
      return;
    }
    lua.endInterrupt();
    if (asked > 1) {
      Thread.interrupted();
    }
    lua = null;
    thread = null;
  }

  /**
   * Makes what runs fail with {@code interrupted!}, and returns when it has noticed. Any thread may
   * call this.
   *
   * @return whether anything runs
   */
  boolean interrupt() {
    @Nullable LuaRuntime of = ask();
    if (of == null) {
      return false;
    }
    boolean waits = true;
    while (waits) {
      waits = pause() && wake(of);
    }
    return true;
  }

  /**
   * Stops what runs, as {@link #interrupt} at first; a program that catches that error is ended by
   * the second time, which it can't. Any thread may call this, and does not wait for Java code that
   * can't be woken.
   */
  public void stop() {
    if (endByForce()) {
      return;
    }
    @Nullable LuaRuntime of = ask();
    if (of != null && pause()) {
      wake(of);
    }
  }

  /** Interrupts what has been asked before, and tells whether it had. */
  private synchronized boolean endByForce() {
    if (thread == null || asked == 0) {
      return false;
    }
    asked++;
    thread.interrupt();
    return true;
  }

  private synchronized @Nullable LuaRuntime ask() {
    if (lua != null) {
      asked++;
      lua.interrupt();
    }
    return lua;
  }

  /** Wakes the thread if it has still to notice, and tells whether it has. */
  private synchronized boolean wake(LuaRuntime of) {
    return lua == of && thread != null && of.wake(thread);
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
}
