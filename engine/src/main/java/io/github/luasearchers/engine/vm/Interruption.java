package io.github.luasearchers.engine.vm;

import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.value.ScriptStopped;
import org.luaj.vm2.LuaError;

/**
 * The wish that what runs shall fail: what lua.c's handler of SIGINT leaves behind. Unlike a host's
 * interrupt of the thread, which ends the evaluation, it becomes an error that a script may catch.
 */
final class Interruption {

  private volatile boolean asked;

  /** Asks for it. */
  void ask() {
    asked = true;
  }

  /** Wakes the thread if the wish is still open: it may wait in Java code. */
  synchronized boolean wake(Thread running) {
    if (asked) {
      running.interrupt();
    }
    return asked;
  }

  /** Tells whether it was asked for and has not been raised. */
  boolean isAsked() {
    return asked;
  }

  /** Tells whether something was thrown because the thread was woken. */
  boolean explains(Throwable thrown) {
    boolean woken = thrown instanceof Exception && !(thrown instanceof LuaError);
    return asked && (woken || thrown instanceof ScriptStopped);
  }

  /** Fails if it was asked for, once. */
  void raise(LuaRuntime lua) {
    if (asked) {
      throw error(lua);
    }
  }

  /** Returns the error, and forgets that it was asked for. */
  ScriptError error(LuaRuntime lua) {
    end();
    return lua.error("interrupted!", 1);
  }

  /** Forgets it, with the interrupt of the calling thread that came of it. */
  synchronized void end() {
    if (asked) {
      asked = false;
      Thread.interrupted();
    }
  }
}
