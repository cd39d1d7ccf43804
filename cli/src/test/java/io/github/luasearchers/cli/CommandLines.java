package io.github.luasearchers.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs all rows of {@code lua-cli.tsv} one after the other in one JVM, which was started in the
 * folder of their files, and writes what they came to.
 */
final class CommandLines {

  private CommandLines() {}

  public static void main(String[] args) throws IOException {
    try (OutputStream file = Files.newOutputStream(Path.of(args[0]));
        DataOutputStream results = new DataOutputStream(file)) {
      for (CommandLine each : CommandLine.all()) {
        CommandLine.Outcome outcome = run(each);
        results.writeUTF(outcome.stdout());
        results.writeUTF(outcome.stderr());
        results.writeInt(outcome.status());
      }
    }
  }

  private static CommandLine.Outcome run(CommandLine row) {
    System.setProperty("lua.version", row.version());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            new ByteArrayInputStream(row.stdin().getBytes(UTF_8)),
            new PrintStream(out),
            new PrintStream(err),
            false,
            false);
    Command command =
        new Command(streams, new Environment(row.environment()), new Interrupts(false));
    int status = command.run(row.args().toArray(new String[0]));
    return new CommandLine.Outcome(out.toString(UTF_8), err.toString(UTF_8), status);
  }
}
