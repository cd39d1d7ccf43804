package io.github.luasearchers.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * One engine that runs all programs in turn, several times and each time in another order, beside
 * each program alone in its JVM: what the JVM and the engine have learnt from one program should
 * not slow another.
 */
final class Together {

  private static final int PASSES = 3;
  private static final double WARM = 1.2;
  private static final double MEASURED = 1;

  private Together() {}

  static void report() throws IOException, InterruptedException {
    Map<String, Integer> sizes = Programs.sizes();
    List<String> order = order(List.copyOf(sizes.keySet()));
    List<String> args = new ArrayList<>(List.of("" + WARM, "" + MEASURED));
    for (String name : order) {
      args.add(name);
      args.add(sizes.get(name).toString());
    }
    Map<String, Double> alone = alone(sizes);
    List<Double> figures =
        Child.java(
            Child.classPath(), Programs.options(true), Rounds.class, args.toArray(new String[0]));
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      String name = order.get(i);
      ratios
          .computeIfAbsent(name, key -> new ArrayList<>())
          .add(figures.get(3 * i) / alone.get(name));
    }
    print(alone, ratios);
  }

  /** Returns the passes, one after the other: as listed, backwards, and shuffled. */
  private static List<String> order(List<String> names) {
    List<String> all = new ArrayList<>(names);
    List<String> pass = new ArrayList<>(names);
    Collections.reverse(pass);
    all.addAll(pass);
    Random random = new Random(42);
    for (int i = 2; i < PASSES; i++) {
      Collections.shuffle(pass, random);
      all.addAll(pass);
    }
    return all;
  }

  private static Map<String, Double> alone(Map<String, Integer> sizes)
      throws IOException, InterruptedException {
    Map<String, Double> times = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> each : sizes.entrySet()) {
      times.put(each.getKey(), Programs.ours(true, each.getKey(), each.getValue()).get(0));
    }
    return times;
  }

  private static void print(Map<String, Double> alone, Map<String, List<Double>> ratios) {
    System.out.printf("%n## All programs in one engine: the time of a round to that alone%n%n");
    System.out.println(
        "| program | alone, ms"
            + " | pass".repeat(PASSES)
            + " |\n|---|"
            + "---|".repeat(PASSES + 1));
    ratios.forEach(
        (name, row) -> {
          StringBuilder line = new StringBuilder();
          line.append(String.format(Locale.ROOT, "| %s | %.1f", name, alone.get(name)));
          row.forEach(ratio -> line.append(String.format(Locale.ROOT, " | %.2f", ratio)));
          System.out.println(line.append(" |"));
        });
  }
}
