package io.github.luasearchers.cli;

import io.github.luasearchers.engine.vm.LuaRuntime;
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

  private final Running running = new Running();
  private final @Nullable Signal signal;
  private boolean handled;

  /**
   * Creates an instance.
   *
   * @param signals whether it takes the process's SIGINT
   */
  Interrupts(boolean signals) {
    signal = signals ? new Signal("INT") : null;
  }

  /** Takes note that a chunk begins in this thread. */
  void begin(LuaRuntime of) {
    running.begin(of);
    takeSignal();
  }

  /** Takes note that it has ended. */
  void end() {
    running.end();
  }

  /** Makes what runs fail; tells whether anything does. */
  boolean interrupt() {
    return running.interrupt();
  }

  private synchronized void takeSignal() {
    if (signal != null && !handled) {
      handled = true;
      Signal.handle(signal, this);
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
