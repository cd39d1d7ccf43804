package io.github.luasearchers.cli;

/** The command {@code luac}. */
public final class Luac {

  private Luac() {}

  /** Runs the command, and ends the process with its status. */
  public static void main(String[] args) {
    Streams streams = Standard.streams();
    Standard.end(streams, new Compilation(streams).run(Arguments.restored(args)));
  }
}
