package io.github.luasearchers.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Two builds of the engine, an old one and this one, in turn: each row of the tables of
 * docs/performance.md once for each build and round, every time in a JVM of its own. A ratio is
 * that of a round's two neighbours, so that a machine whose speed drifts slows both.
 */
public final class Compare {

  private static final String OURS = "luasearchers-";

  private final String oldPath;
  private final String newPath;
  private final int rounds;

  private Compare(String oldPath, String newPath, int rounds) {
    this.oldPath = oldPath;
    this.newPath = newPath;
    this.rounds = rounds;
  }

  /**
   * Runs {@code args}: the old build's jars as a class path, the number of rounds, and what to
   * compare, any of boundary, modules, startup, scripts (all of them without).
   */
  public static void main(String[] args) throws Exception {
    List<String> wanted = List.of(args).subList(2, args.length);
    String others =
        String.join(
            File.pathSeparator,
            Stream.of(Child.classPath().split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(OURS))
                .toList());
    String oldPath = others + File.pathSeparator + args[0];
    Compare compare = new Compare(oldPath, Child.classPath(), Integer.parseInt(args[1]));
    System.out.println("| work | old | new | new / old |\n|---|---|---|---|");
    if (isWanted("boundary", wanted)) {
      for (String work : Call.NAMES) {
        compare.row(List.of(work + ", ns"), "", Call.class, work);
      }
    }
    if (isWanted("startup", wanted)) {
      compare.row(List.of("JVM start to first result, ms"), "", Startup.Whole.class);
    }
    if (isWanted("scripts", wanted)) {
      for (var program : Scripts.SIZES.entrySet()) {
        compare.row(
            List.of(program.getKey() + ", ms"),
            "",
            Scripts.Measure.class,
            Peer.OURS,
            Path.of("scripts", program.getKey() + ".lua").toString(),
            program.getValue().toString());
      }
    }
    if (isWanted("modules", wanted)) {
      compare.modules();
    }
  }

  private static boolean isWanted(String kind, List<String> wanted) {
    return wanted.isEmpty() || wanted.contains(kind);
  }

  private void modules() throws IOException, InterruptedException {
    Path root = Modules.write();
    try {
      for (String source : List.of("files", "class path")) {
        row(
            List.of(
                "200 modules, " + source + ", first engine, ms",
                "200 modules, " + source + ", second engine, ms"),
            File.pathSeparator + root,
            Modules.Measure.class,
            Peer.OURS,
            source,
            Modules.folder(root).toString());
      }
    } finally {
      Modules.delete(root);
    }
  }

  /** Runs a child of each build in turn, and prints a line for each figure that it prints. */
  private void row(List<String> names, String more, Class<?> main, String... args)
      throws IOException, InterruptedException {
    List<List<Double>> before = new ArrayList<>();
    List<List<Double>> after = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        before.add(Child.java(oldPath + more, List.of(), main, args));
        after.add(Child.java(newPath + more, List.of(), main, args));
      } else {
        after.add(Child.java(newPath + more, List.of(), main, args));
        before.add(Child.java(oldPath + more, List.of(), main, args));
      }
    }
    for (int i = 0; i < names.size(); i++) {
      print(names.get(i), column(before, i), column(after, i));
    }
  }

  private static List<Double> column(List<List<Double>> figures, int index) {
    return figures.stream().map(line -> line.get(index)).toList();
  }

  private static void print(String name, List<Double> before, List<Double> after) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < before.size(); round++) {
      ratios.add(after.get(round) / before.get(round));
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.3f |%n",
        name,
        Table.median(before),
        Table.median(after),
        Table.median(ratios));
  }

  /** The child that measures one way between Java and Lua. */
  static final class Call {

    static final List<String> NAMES =
        List.of(
            "eval again",
            "compiled with one binding",
            "Java calls Lua by name",
            "Java calls Lua, held object",
            "Lua calls Java",
            "new engine",
            "require, loaded");

    private static final long WARM_NANOS = 2_500_000_000L;
    private static final long SAMPLE_NANOS = 150_000_000L;
    private static final int SAMPLES = 11;
    private static final int CALLS_INSIDE = 1000;

    private Call() {}

    public static void main(String[] args) throws Exception {
      EngineBenchmark engine = new EngineBenchmark();
      engine.peer = Peer.OURS;
      engine.setup();
      CallBenchmark call = new CallBenchmark();
      call.peer = Peer.OURS;
      call.setup();
      switch (NAMES.indexOf(args[0])) {
        case 0 -> measure(engine::evalAgain, 1);
        case 1 -> measure(engine::compiledWithOneBinding, 1);
        case 2 -> measure(call::javaCallsLuaByName, 1);
        case 3 -> measure(call::javaCallsLuaObject, 1);
        case 4 -> measure(call::luaCallsJava, CALLS_INSIDE);
        case 5 -> measure(engine::newEngine, 1);
        case 6 -> measure(call::requireLoaded, CALLS_INSIDE);
        default -> throw new IllegalArgumentException(args[0]);
      }
      System.exit(0);
    }

    private static void measure(Duel.Work work, int calls) throws Exception {
      long count = runs(work, WARM_NANOS);
      long each = Math.max(1, count * SAMPLE_NANOS / WARM_NANOS);
      List<Double> samples = new ArrayList<>();
      for (int sample = 0; sample < SAMPLES; sample++) {
        long start = System.nanoTime();
        for (long i = 0; i < each; i++) {
          work.run();
        }
        samples.add((System.nanoTime() - start) / (double) (each * calls));
      }
      System.out.println(Table.median(samples));
    }

    private static long runs(Duel.Work work, long nanos) throws Exception {
      long count = 0;
      for (long end = System.nanoTime() + nanos; System.nanoTime() < end; count++) {
        work.run();
      }
      return count;
    }
  }
}
