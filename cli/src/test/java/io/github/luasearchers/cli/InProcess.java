package io.github.luasearchers.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** Runs commands in this process, with streams and variables of their own. */
final class InProcess {

  private InProcess() {}

  /** Runs {@code lua} with no input and no variables. */
  static CommandLine.Outcome lua(String... args) {
    return lua("", Map.of(), args);
  }

  static CommandLine.Outcome lua(String stdin, Map<String, String> environment, String... args) {
    Recorder recorder = new Recorder(stdin);
    Command command =
        new Command(recorder.streams, new Environment(environment), new Interrupts(false));
    return recorder.outcome(command.run(args));
  }

  static CommandLine.Outcome luac(String stdin, String... args) {
    Recorder recorder = new Recorder(stdin);
    return recorder.outcome(new Compilation(recorder.streams).run(args));
  }

  /** Streams that keep what is written. */
  private static final class Recorder {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Streams streams;

    Recorder(String stdin) {
      streams =
          new Streams(
              new ByteArrayInputStream(stdin.getBytes(UTF_8)),
              new PrintStream(out),
              new PrintStream(err),
              false,
              false);
    }

    CommandLine.Outcome outcome(int status) {
      return new CommandLine.Outcome(out.toString(UTF_8), err.toString(UTF_8), status);
    }
  }
}
