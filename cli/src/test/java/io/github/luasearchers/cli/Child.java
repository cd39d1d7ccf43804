package io.github.luasearchers.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that has ended: a JVM as a rule. */
record Child(String stdout, String stderr, int status) {

  private static final int MOST_SECONDS = 120;

  /** Returns everything that it wrote. */
  String output() {
    return stdout + stderr;
  }

  /** Runs a class in a JVM of its own. */
  static Child run(Path folder, Class<?> main, String... args)
      throws IOException, InterruptedException {
    return run(folder, "", java(main, List.of(), args));
  }

  /** Returns the command that runs a class in a JVM of its own. */
  static List<String> java(Class<?> main, List<String> options, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Collections.addAll(command, args);
    return command;
  }

  /** Runs a command with an input, and without the variables that Lua reads. */
  static Child run(Path folder, String input, List<String> command)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("child");
    Path in = Files.writeString(scratch.resolve("in"), input);
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LUA_"));
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TERM", "dumb");
    builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("not ended: " + command);
    }
    return new Child(
        Files.readString(out, UTF_8), Files.readString(err, UTF_8), process.exitValue());
  }
}
