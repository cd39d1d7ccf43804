package io.github.luasearchers.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs all rows of {@code lua-cli.tsv} one after the other in one JVM, which was started in the
 * folder of their files, and writes what they came to.
 */
final class CommandLines {

  private CommandLines() {}

  public static void main(String[] args) throws IOException {
    List<CommandLine.Outcome> outcomes = new ArrayList<>();
    for (CommandLine each : CommandLine.all()) {
      outcomes.add(run(each));
    }
    write(Path.of(args[0]), outcomes);
  }

  /** Writes what command lines came to, for the process that has started this one. */
  static void write(Path file, List<CommandLine.Outcome> outcomes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        DataOutputStream results = new DataOutputStream(out)) {
      for (CommandLine.Outcome outcome : outcomes) {
        results.writeUTF(outcome.stdout());
        results.writeUTF(outcome.stderr());
        results.writeInt(outcome.status());
      }
    }
  }

  /** Reads it. */
  static List<CommandLine.Outcome> read(Path file, int count) throws IOException {
    List<CommandLine.Outcome> outcomes = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        DataInputStream results = new DataInputStream(in)) {
      for (int i = 0; i < count; i++) {
        outcomes.add(
            new CommandLine.Outcome(results.readUTF(), results.readUTF(), results.readInt()));
      }
    }
    return outcomes;
  }

  private static CommandLine.Outcome run(CommandLine row) {
    System.setProperty("lua.version", row.version());
    return InProcess.lua(row.stdin(), row.environment(), row.args().toArray(new String[0]));
  }
}
