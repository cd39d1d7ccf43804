package io.github.luasearchers.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Two ways to do the same take turns in one JVM, so that whatever slows the machine slows both. */
final class Duel {

  interface Work {
    void run() throws Exception;
  }

  private static final long WARM_NANOS = 3_000_000_000L;
  private static final int ROUNDS = 31;

  private final List<Double> first = new ArrayList<>();
  private final List<Double> second = new ArrayList<>();

  /** Runs both until they are warm, and then measures them. */
  Duel(Work one, Work other) throws Exception {
    long end = System.nanoTime() + WARM_NANOS;
    while (System.nanoTime() < end) {
      one.run();
      other.run();
    }
    for (int round = 0; round < ROUNDS; round++) {
      // who comes second may find a heap that the other has filled
      if (round % 2 == 0) {
        first.add(millis(one));
        second.add(millis(other));
      } else {
        second.add(millis(other));
        first.add(millis(one));
      }
    }
  }

  private static double millis(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  /** Prints what each took, and the second's share of the first's: a line each. */
  void print() {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      ratios.add(second.get(round) / first.get(round));
    }
    System.out.println(Table.median(first));
    System.out.println(Table.median(second));
    System.out.println(Table.median(ratios));
  }
}
