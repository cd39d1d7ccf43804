package io.github.luasearchers.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * The child that runs programs in turn, in one engine. It counts the processor's time of the thread
 * that runs Lua, so that other work of the machine, and what the JVM compiles meanwhile, shows
 * little. For each program it prints the milliseconds of a round (the median of the better half of
 * those behind the warm-up), what the program returns, and how many rounds the first second had.
 */
final class Rounds {

  private static final int FEWEST = 7;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final IntUnaryOperator work;
  private final int size;
  private final List<Double> times = new ArrayList<>();
  private double firstSecond;
  private int result;

  private Rounds(IntUnaryOperator work, int size) {
    this.work = work;
    this.size = size;
  }

  /**
   * Measures.
   *
   * @param args the seconds to warm up and to measure, and names and sizes of programs; a program
   *     may be there several times
   */
  public static void main(String[] args) throws Exception {
    double warm = Double.parseDouble(args[0]);
    double measured = Double.parseDouble(args[1]);
    Map<String, IntUnaryOperator> functions = new LinkedHashMap<>();
    double start = seconds();
    try (Peer peer = Peer.of(Peer.OURS)) {
      for (int i = 2; i < args.length; i += 2) {
        IntUnaryOperator known = functions.get(args[i]);
        if (known == null) {
          peer.run(Files.readString(Path.of("scripts", args[i] + ".lua")));
          known = peer.function("work");
          functions.put(args[i], known);
        }
        new Rounds(known, Integer.parseInt(args[i + 1])).measure(start, warm, measured);
        start = seconds();
      }
    }
    System.exit(0);
  }

  private void measure(double start, double warm, double measured) {
    double before = start;
    for (int rounds = 0; before < start + warm; rounds++) {
      result = work.applyAsInt(size);
      double after = seconds();
      if (before < start + 1 && after >= start + 1) {
        firstSecond = rounds + (start + 1 - before) / (after - before);
      }
      before = after;
    }
    double end = before + measured;
    while (before < end || times.size() < FEWEST) {
      result = work.applyAsInt(size);
      double after = seconds();
      times.add((after - before) * 1000);
      before = after;
    }
    times.sort(null);
    System.out.println(times.get(times.size() / 4));
    System.out.println(result);
    System.out.println(firstSecond);
  }

  private static double seconds() {
    return THREADS.getCurrentThreadCpuTime() / 1e9;
  }
}
