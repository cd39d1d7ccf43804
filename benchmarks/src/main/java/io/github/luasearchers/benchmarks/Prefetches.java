package io.github.luasearchers.benchmarks;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.PrefetchReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Modules found and compiled ahead of time beside the same modules required one after the other:
 * 500 from files, and over HTTP from a server whose answers are 50 ms late. All modules are new to
 * the JVM. It is warm for the first row: its own compiler, which takes a processor in a JVM that
 * has just begun, has ended. For the other rows it has evaluated one script.
 */
final class Prefetches {

  private static final int FILES = 500;
  private static final long LATENCY_MILLIS = 50;
  private static final int RUNS = 11;

  /** Together they are more than the engine keeps, so that each is compiled in each round. */
  private static final int SETS = 11;

  private static final int WARM_UP = 330;
  private static final int MEASURED = 110;
  private static final int HTTP_RUNS = 3;

  /** So old must a file be for its stamp to count. */
  private static final long SETTLE_MILLIS = 2_500;

  private static final String ONE_BY_ONE = "one";
  private static final String AHEAD = "ahead";

  private Prefetches() {}

  static void report() throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%n## Prefetch, beside one require after another (ms)%n%n"
            + "| work | one by one | prefetch | and all required | times | with requires |%n"
            + "|---|---|---|---|---|---|%n");
    Path root = Files.createTempDirectory("prefetch");
    try {
      Path apart = Files.createDirectory(root.resolve("apart"));
      Path tree = Files.createDirectory(root.resolve("tree"));
      for (int i = 0; i < FILES; i++) {
        Files.writeString(apart.resolve("m" + i + ".lua"), Modules.text(0, i));
        Files.writeString(tree.resolve("m" + i + ".lua"), requiring(i) + Modules.text(0, i));
      }
      for (int set = 0; set < SETS; set++) {
        Path folder = Files.createDirectory(apart.resolve("set" + set));
        for (int i = 0; i < FILES; i++) {
          Files.writeString(folder.resolve("m" + i + ".lua"), Modules.text(set, i));
        }
      }
      Thread.sleep(SETTLE_MILLIS);
      List<Double> warm =
          Child.java(Child.classPath(), files(apart), Warm.class, "" + WARM_UP, "" + MEASURED);
      print(FILES + " files that require nothing, warm JVM", warm);
      compare(FILES + " files that require nothing", files(apart), FILES, FILES, RUNS);
      compare(FILES + " files, 8 of which each file requires", files(tree), FILES, 1, RUNS);
      try (SlowServer server = new SlowServer(apart, LATENCY_MILLIS)) {
        List<String> http =
            List.of(
                "-Dlua.path=./none/?.lua",
                "-Dlua.cpath=./none/?.so",
                "-Dlua.http.cache=memory",
                "-Dlua.http.repositories=" + server.url());
        compare(FILES + " over HTTP, 50 ms late", http, FILES, FILES, HTTP_RUNS);
      }
    } finally {
      Modules.delete(root);
    }
  }

  private static String requiring(int module) {
    StringBuilder text = new StringBuilder();
    for (int i = 8 * module + 1; i <= 8 * module + 8 && i < FILES; i++) {
      text.append("local m").append(i).append(" = require 'm").append(i).append("'\n");
    }
    return text.toString();
  }

  private static List<String> files(Path folder) {
    return List.of("-Dlua.path=" + folder + "/?.lua", "-Dlua.cpath=./none/?.so");
  }

  /**
   * Measures and prints one row.
   *
   * @param named how many modules are named; the others are found in these
   */
  private static void compare(String work, List<String> options, int count, int named, int runs)
      throws IOException, InterruptedException {
    List<Double> one = new ArrayList<>();
    List<Double> ahead = new ArrayList<>();
    List<Double> both = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      one.add(load(options, ONE_BY_ONE, count, named).get(1));
      List<Double> figures = load(options, AHEAD, count, named);
      ahead.add(figures.get(0));
      both.add(figures.get(1));
    }
    print(work, List.of(Table.median(one), Table.median(ahead), Table.median(both)));
  }

  private static void print(String work, List<Double> millis) {
    double base = millis.get(0);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %.0f | %.2fx | %.2fx |%n",
        work,
        base,
        millis.get(1),
        millis.get(2),
        base / millis.get(1),
        base / millis.get(2));
  }

  private static List<Double> load(List<String> options, String way, int count, int named)
      throws IOException, InterruptedException {
    return Child.java(Child.classPath(), options, Load.class, way, "" + count, "" + named);
  }

  /** The child: prints how long the prefetch took, and how long all. */
  static final class Load {

    private Load() {}

    public static void main(String[] args) throws Exception {
      int count = Integer.parseInt(args[1]);
      String[] names = new String[Integer.parseInt(args[2])];
      for (int i = 0; i < names.length; i++) {
        names[i] = "m" + i;
      }
      try (LuaScriptEngine lua = LuaScriptEngine.builder().build()) {
        lua.eval("return 1");
        long start = System.nanoTime();
        long ready = start;
        if (args[0].equals(AHEAD)) {
          PrefetchReport report = lua.prefetch(names);
          ready = System.nanoTime();
          if (!report.isComplete() || report.found().size() < count) {
            throw new IllegalStateException(report.missing().toString());
          }
        }
        lua.eval("for i = 0, " + (count - 1) + " do require('m' .. i) end");
        System.out.println((ready - start) / 1e6);
        System.out.println((System.nanoTime() - start) / 1e6);
      }
    }
  }

  /** The child for the warm row: prints the medians of one by one, of prefetch, and of both. */
  static final class Warm {

    private Warm() {}

    public static void main(String[] args) throws Exception {
      int warmUp = Integer.parseInt(args[0]);
      int rounds = warmUp + Integer.parseInt(args[1]);
      List<List<Double>> figures = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (int round = 0; round < rounds; round++) {
        boolean ahead = (round + round / SETS) % 2 == 0; // each set in both ways
        List<Double> now = time("set" + round % SETS + ".m", ahead);
        if (round >= warmUp && ahead) {
          figures.get(1).add(now.get(0));
          figures.get(2).add(now.get(1));
        } else if (round >= warmUp) {
          figures.get(0).add(now.get(1));
        }
      }
      figures.forEach(each -> System.out.println(Table.median(each)));
    }

    private static List<Double> time(String prefix, boolean ahead) throws Exception {
      String[] names = new String[FILES];
      for (int i = 0; i < FILES; i++) {
        names[i] = prefix + i;
      }
      try (LuaScriptEngine lua = LuaScriptEngine.builder().build()) {
        lua.eval("return 1");
        long start = System.nanoTime();
        if (ahead) {
          lua.prefetch(names);
        }
        long ready = System.nanoTime();
        lua.eval("for i = 0, " + (FILES - 1) + " do require('" + prefix + "' .. i) end");
        return List.of((ready - start) / 1e6, (System.nanoTime() - start) / 1e6);
      }
    }
  }
}
