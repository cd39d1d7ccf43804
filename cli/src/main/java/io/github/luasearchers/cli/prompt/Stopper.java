package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stops what a line runs, in a coroutine too, and keeps the session. The first time it fails with
 * an error; a program that catches that is stopped by the second.
 */
final class Stopper {

  /** The time that Lua code gets to notice before Java code is woken. */
  private static final long PAUSE_MILLIS = 30;

  private @Nullable LuaRuntime lua;
  private @Nullable Thread running;
  private int asked;

  /** Takes note that this thread begins to run something. */
  synchronized void begin(LuaRuntime of) {
    lua = of;
    running = Thread.currentThread();
    asked = 0;
  }

  /** Takes note that it has ended; what came too late is forgotten. */
  synchronized void end() {
    if (lua != null) {
      lua.endInterrupt();
    }
    lua = null;
    running = null;
    Thread.interrupted();
  }

  /** Stops what runs. Any thread may call this. */
  void stop() {
    @Nullable LuaRuntime of;
    @Nullable Thread thread;
    synchronized (this) {
      of = lua;
      thread = running;
      if (of == null || thread == null) {
        return;
      }
      if (asked++ > 0) {
        thread.interrupt();
        return;
      }
      of.interrupt();
    }
    pause();
    synchronized (this) {
      if (lua == of) {
        of.wake(thread);
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
