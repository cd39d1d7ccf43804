package io.github.luasearchers.cli;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
    return InProcess.lua(row.stdin(), row.environment(), row.args().toArray(new String[0]));
  }
}
