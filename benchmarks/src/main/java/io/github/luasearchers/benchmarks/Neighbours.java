package io.github.luasearchers.benchmarks;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two engines at work at the same time: on two threads of one JVM, and in two JVMs. */
final class Neighbours {

  private static final Map<String, Integer> SIZES =
      Map.of("fib", 20, "nbody", 1_000, "strings", 500);

  private static final int ROUNDS = 5;
  private static final double WARM_SECONDS = 8;
  private static final double SECONDS = 3;

  private Neighbours() {}

  static void report() throws IOException, InterruptedException {
    Guard.head(
        "Two engines at the same time",
        "runs a second, two JVMs",
        "runs a second, two threads",
        "threads / JVMs, at least 0.95");
    for (String work : List.of("fib", "nbody", "strings")) {
      List<Double> apart = new ArrayList<>();
      List<Double> together = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        apart.add(inParallel(2, () -> child(work, 1)));
        together.add(child(work, 2));
        ratios.add(together.get(round) / apart.get(round));
      }
      Guard.print(work, List.of(Table.median(apart), Table.median(together), Table.median(ratios)));
    }
  }

  private static double child(String work, int threads) throws IOException, InterruptedException {
    String size = SIZES.get(work).toString();
    return Child.java(Child.classPath(), List.of(), Loop.class, work, size, "" + threads).get(0);
  }

  private interface Task {
    double run() throws Exception;
  }

  /** Does something on several threads at once, and returns the sum of their figures. */
  private static double inParallel(int threads, Task task) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Double>> figures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        figures.add(pool.submit(task::run));
      }
      double sum = 0;
      for (Future<Double> each : figures) {
        sum += each.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** The child: runs a program over and over on some threads, and counts. */
  static final class Loop {

    private Loop() {}

    public static void main(String[] args) throws Exception {
      int size = Integer.parseInt(args[1]);
      System.out.println(inParallel(Integer.parseInt(args[2]), () -> count(args[0], size)));
    }

    private static double count(String work, int size) throws Exception {
      LuaScriptEngine engine = Guard.engine(work, Map.of());
      count(engine, size, WARM_SECONDS);
      return count(engine, size, SECONDS);
    }

    /** Returns how many runs there were in a second. */
    private static double count(LuaScriptEngine engine, int size, double seconds) throws Exception {
      long start = System.nanoTime();
      long runs = 0;
      double elapsed = 0;
      while (elapsed < seconds) {
        engine.invokeFunction("work", size);
        runs++;
        elapsed = (System.nanoTime() - start) / 1e9;
      }
      return runs / elapsed;
    }
  }
}
