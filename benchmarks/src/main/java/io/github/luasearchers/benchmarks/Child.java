package io.github.luasearchers.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A process that measures one thing and prints figures, one a line. */
final class Child {

  private Child() {}

  /** Runs a main class of ours in a JVM of its own, for the same version of Lua. */
  static List<Double> java(String classPath, List<String> jvmOptions, Class<?> main, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String version = System.getProperty("lua.version");
    if (version != null) {
      command.add("-Dlua.version=" + version);
    }
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(args));
    return run(command);
  }

  static List<Double> run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed: " + output);
    }
    return output.lines().map(Double::valueOf).toList();
  }

  static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** Returns these classes, and the jars of our class path whose names begin so. */
  static String classPath(List<String> jars) {
    return Arrays.stream(classPath().split(File.pathSeparator))
        .filter(entry -> wanted(Path.of(entry).getFileName().toString(), jars))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean wanted(String name, List<String> jars) {
    return name.equals("classes") || jars.stream().anyMatch(name::startsWith);
  }
}
