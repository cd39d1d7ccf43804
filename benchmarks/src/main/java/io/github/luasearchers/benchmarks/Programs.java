package io.github.luasearchers.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Programs of many kinds, in {@code lua5.4}, here with and without compiled functions, and in
 * LuaJIT if it is installed; each in a process of its own, one beside the other. {@code -Dprograms}
 * may name some of them, with commas between, and {@code -Dcollector} a garbage collector of the
 * JVM, as in {@code ParallelGC}.
 */
final class Programs {

  private static final String NATIVE = "lua5.4";
  private static final double NATIVE_SECONDS = 1;
  private static final double WARM = 4;
  private static final double MEASURED = 1.5;

  private Programs() {}

  /** Returns the programs that are wanted, each with a size that takes lua5.4 about 0.15 s. */
  static Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("fib", 32);
    sizes.put("ack", 9);
    sizes.put("queens", 12);
    sizes.put("nbody", 100_000);
    sizes.put("spectralnorm", 300);
    sizes.put("mandelbrot", 500);
    sizes.put("sieve", 3_000_000);
    sizes.put("heapsort", 150_000);
    sizes.put("sort", 200_000);
    sizes.put("trees", 15);
    sizes.put("strings", 120_000);
    sizes.put("knucleotide", 100_000);
    sizes.put("sha256", 750_000);
    sizes.put("coroutines", 1_000_000);
    sizes.put("richards", 8);
    sizes.put("deltablue", 1_000);
    sizes.put("json", 4_000);
    sizes.put("cd", 250);
    sizes.put("havlak", 80);
    String wanted = System.getProperty("programs");
    if (wanted != null) {
      sizes.keySet().retainAll(Arrays.asList(wanted.split(",")));
    }
    return sizes;
  }

  static void report() throws IOException, InterruptedException {
    System.out.printf(
        "%n## Programs: how many times faster than %s (ms of the processor; other columns: times"
            + " as fast)%n%n",
        NATIVE);
    System.out.printf(
        "| program | %s | interpreted | compiled | first second | LuaJIT |%n|---|---|---|---|---|---|%n",
        NATIVE);
    boolean hasLuajit = isInstalled("luajit");
    List<double[]> rows = new ArrayList<>();
    for (Map.Entry<String, Integer> each : sizes().entrySet()) {
      double[] row = row(each.getKey(), each.getValue(), hasLuajit);
      rows.add(row);
      System.out.println(line(each.getKey(), row));
    }
    double[] means = new double[5];
    for (int i = 0; i < means.length; i++) {
      int column = i;
      means[i] = Math.exp(rows.stream().mapToDouble(r -> Math.log(r[column])).average().orElse(0));
    }
    System.out.println(line("geometric mean", means));
  }

  /** Returns the time of lua5.4, and how many times faster the others are. */
  private static double[] row(String name, int size, boolean hasLuajit)
      throws IOException, InterruptedException {
    List<Double> one = foreign(NATIVE, name, size);
    List<Double> interpreted = ours(false, name, size);
    List<Double> two = foreign(NATIVE, name, size);
    List<Double> compiled = ours(true, name, size);
    List<Double> three = foreign(NATIVE, name, size);
    List<Double> luajit = hasLuajit ? foreign("luajit", name, size) : List.of(Double.NaN);
    for (List<Double> each : List.of(interpreted, compiled)) {
      if (!each.get(1).equals(one.get(1))) {
        throw new IllegalStateException(name + " has the result " + each.get(1));
      }
    }
    double time = Table.median(List.of(one.get(0), two.get(0), three.get(0)));
    double first = compiled.get(2) * time / 1000;
    return new double[] {
      time, time / interpreted.get(0), time / compiled.get(0), first, time / luajit.get(0)
    };
  }

  private static String line(String name, double[] row) {
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.2fx | %.2fx | %.2fx | %.1fx |",
        name,
        row[0],
        row[1],
        row[2],
        row[3],
        row[4]);
  }

  /** Measures in a JVM of its own; see {@link Rounds}. */
  static List<Double> ours(boolean compiles, String name, int size)
      throws IOException, InterruptedException {
    return Child.java(
        Child.classPath(),
        options(compiles),
        Rounds.class,
        Double.toString(WARM),
        Double.toString(MEASURED),
        name,
        Integer.toString(size));
  }

  static List<String> options(boolean compiles) {
    String setting = "-Dlua.jit=" + compiles;
    String collector = System.getProperty("collector");
    return collector == null ? List.of(setting) : List.of(setting, "-XX:+Use" + collector);
  }

  private static List<Double> foreign(String command, String name, int size)
      throws IOException, InterruptedException {
    return Child.run(
        List.of(
            command,
            "scripts/rounds.lua",
            Path.of("scripts", name + ".lua").toString(),
            Integer.toString(size),
            Double.toString(NATIVE_SECONDS)));
  }

  private static boolean isInstalled(String command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command, "-v")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
