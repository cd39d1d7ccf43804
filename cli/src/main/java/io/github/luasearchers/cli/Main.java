package io.github.luasearchers.cli;

/** The command {@code lua}. */
public final class Main {

  private Main() {}

  /** Runs the command. The process then ends with its status. */
  public static void main(String[] args) {
    Streams streams = Standard.streams();
    Command command = new Command(streams, new Environment(null), new Interrupts(true));
    int status = command.run(Arguments.restored(args));
    Standard.end(streams, status);
  }
}
