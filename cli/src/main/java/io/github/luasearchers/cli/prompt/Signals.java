package io.github.luasearchers.cli.prompt;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Takes the process's SIGINT while a prompt runs on a terminal that JLine has no hand in. */
final class Signals implements SignalHandler, AutoCloseable {

  private static final Signal INTERRUPT = new Signal("INT");

  private volatile Runnable action = () -> {};
  private final SignalHandler before;

  private Signals() {
    before = Signal.handle(INTERRUPT, this);
  }

  static Signals catching() {
    return new Signals();
  }

  void then(Runnable other) {
    action = other;
  }

  @Override
  public void handle(Signal signal) {
    action.run();
  }

  @Override
  public void close() {
    Signal.handle(INTERRUPT, before);
  }
}
