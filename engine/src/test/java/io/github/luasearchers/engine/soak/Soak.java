package io.github.luasearchers.engine.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Runs friendly and hostile scripts at random, on several threads and many engines, for as many
 * minutes as {@code soak.minutes} says; {@code soak.seed} makes the choice the same again. Every
 * friendly result is checked. Now and then all stand still and the engines are dropped: the heap
 * and the threads that are left then must not grow.
 */
class Soak {

  private static final int THREADS = 8;
  private static final int GAUGES = 8;

  /** What code and caches may take from the first gauge to the last. */
  private static final long TOLERANCE = 8L << 20;

  /** Threads of the JVM's own that come and go. */
  private static final int OTHER_THREADS = 3;

  /** The JVM's own for calls by reflection, and functions that get hot late. */
  private static final int MORE_CLASSES = 400;

  /** Errors in {@code __gc} are logged, and hostile scripts make many. */
  private static final Logger ENGINE = Logger.getLogger("io.github.luasearchers");

  private final double minutes = Double.parseDouble(System.getProperty("soak.minutes", "30"));
  private final long seed = Long.getLong("soak.seed", System.nanoTime());
  private final List<Worker> workers = new ArrayList<>();
  private final List<Gauge> gauges = new ArrayList<>();

  @Test
  void soak() throws Exception {
    ENGINE.setLevel(Level.OFF);
    System.out.println("soak.seed = " + seed);
    Engines engines = new Engines();
    List<String> hostile = HostileScripts.all();
    for (int i = 0; i < THREADS; i++) {
      workers.add(new Worker(engines, hostile, new Random(seed + i)));
    }
    Disturber disturber = new Disturber(workers, new Random(seed - 1));
    workers.forEach(Thread::start);
    disturber.start();
    try {
      run(engines);
    } finally {
      disturber.end();
      end();
    }
    engines.closeAll();
    print(hostile.size());
    judge();
  }

  /** Ends all workers. One that failed may be why others hang. */
  private void end() throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    for (Worker each : workers) {
      try {
        each.end();
      } catch (AssertionError e) {
        failures.add(e);
      }
      if (each.failure() != null) {
        failures.add(each.failure());
      }
    }
    assertThat(failures).isEmpty();
  }

  private void run(Engines engines) throws InterruptedException {
    long start = System.nanoTime();
    long step = (long) (minutes * TimeUnit.MINUTES.toNanos(1) / GAUGES);
    for (int i = 1; i <= GAUGES; i++) {
      while (System.nanoTime() - start < i * step && workers.stream().allMatch(Thread::isAlive)) {
        Thread.sleep(100);
      }
      Duration at = Duration.ofNanos(System.nanoTime() - start);
      engines.whenNoneIsUsed(() -> gauges.add(Gauge.take(at, workers, engines.made())));
    }
  }

  private void print(int hostile) {
    System.out.printf("%d threads, %d engines at a time, ", THREADS, Engines.COUNT);
    System.out.printf("%d friendly scripts, ", FriendlyScript.ALL.size());
    System.out.printf("%d hostile%n%n%s%n", hostile, Gauge.HEAD);
    gauges.forEach(System.out::println);
    System.out.println("\nWhat became of the hostile scripts: " + Worker.verdicts(workers));
  }

  private void judge() {
    // The first is taken when code is still being compiled.
    Gauge first = gauges.get(1);
    Gauge last = gauges.get(gauges.size() - 1);
    assertThat(last.heap()).isLessThan(first.heap() + TOLERANCE);
    assertThat(last.threads()).isLessThanOrEqualTo(first.threads() + OTHER_THREADS);
    assertThat(last.classes()).isLessThan(first.classes() + MORE_CLASSES);
    assertThat(last.friendly()).isPositive();
    assertThat(last.hostile()).isPositive();
  }
}
