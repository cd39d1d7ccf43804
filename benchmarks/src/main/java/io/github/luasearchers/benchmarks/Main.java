package io.github.luasearchers.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Runs the benchmarks that the command line names, or all of them, and prints their tables. */
public final class Main {

  private static final List<String> ALL =
      List.of(
          "boundary",
          "modules",
          "startup",
          "scripts",
          "programs",
          "together",
          "http",
          "guard",
          "prefetch",
          "bundles",
          "reloads",
          "rocks",
          "compiled");

  private Main() {}

  /** Runs {@code args}: any of the benchmarks, by name. */
  public static void main(String[] args) throws Exception {
    Set<String> wanted = new TreeSet<>(args.length == 0 ? ALL : List.of(args));
    if (!ALL.containsAll(wanted)) {
      throw new IllegalArgumentException("the benchmarks are " + ALL);
    }
    System.out.printf(
        Locale.ROOT,
        "Java %s on %s, %d processors%n",
        System.getProperty("java.vm.version"),
        System.getProperty("os.name"),
        Runtime.getRuntime().availableProcessors());
    if (wanted.contains("boundary")) {
      Boundary.report();
    }
    if (wanted.contains("modules")) {
      Modules.report();
    }
    if (wanted.contains("startup")) {
      Startup.report();
    }
    if (wanted.contains("scripts")) {
      Scripts.report();
    }
    if (wanted.contains("programs")) {
      Programs.report();
    }
    if (wanted.contains("together")) {
      Together.report();
    }
    if (wanted.contains("http")) {
      Http.report();
    }
    if (wanted.contains("guard")) {
      Guard.report();
    }
    if (wanted.contains("prefetch")) {
      Prefetches.report();
    }
    if (wanted.contains("bundles")) {
      Bundles.report();
    }
    if (wanted.contains("reloads")) {
      Reloads.report();
    }
    if (wanted.contains("rocks")) {
      Rocks.report();
    }
    if (wanted.contains("compiled")) {
      Compiled.report();
    }
  }
}
