package io.github.luasearchers.searchers.http;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.testing.http.Settings;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Loads modules by several threads until its standard input ends, and prints what it counted, again
 * and again: it may be killed at any time.
 */
final class ChaosChild {

  static final int THREADS = 8;

  /** How long a search may take: all its retries and their pauses. */
  private static final long STUCK_NANOS = 20_000_000_000L;

  private static final AtomicLong LOADED = new AtomicLong();
  private static final AtomicLong WRONG = new AtomicLong();
  private static final AtomicLong LOST = new AtomicLong();
  private static final AtomicLong FAILED = new AtomicLong();
  private static final AtomicLongArray LAST = new AtomicLongArray(THREADS);

  private ChaosChild() {}

  public static void main(String[] arguments) throws Exception {
    Settings settings =
        new Settings()
            .with("repositories", arguments[0])
            .with("cache", arguments[1])
            .with("cache-size", "200KiB")
            .with("path", "?.lua")
            .with("breaker-failures", "1000000");
    if (!arguments[3].isEmpty()) {
      settings.with("lock", "record").with("lock-file", arguments[3]);
    }
    int modules = Integer.parseInt(arguments[2]);
    AtomicInteger running = new AtomicInteger(THREADS);
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      LAST.set(i, System.nanoTime());
      Thread thread = new Thread(() -> load(number, settings, modules, running));
      thread.setDaemon(true);
      thread.start();
    }
    while (System.in.available() == 0) {
      Thread.sleep(50);
      print();
    }
    running.addAndGet(1000);
    long deadline = System.nanoTime() + STUCK_NANOS;
    while (running.get() > 1000 && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    print();
    System.exit(running.get() == 1000 ? 0 : 3);
  }

  private static void print() {
    int stuck = 0;
    for (int i = 0; i < THREADS; i++) {
      stuck += System.nanoTime() - LAST.get(i) > STUCK_NANOS ? 1 : 0;
    }
    System.out.println(LOADED + " " + WRONG + " " + LOST + " " + FAILED + " " + stuck);
  }

  private static void load(int number, Settings settings, int modules, AtomicInteger running) {
    Random random = new Random();
    try {
      while (running.get() < 1000) {
        // One engine's worth of searches, so that engines come and go as well.
        try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
          for (int i = 0; i < 50 && running.get() < 1000; i++) {
            load(searcher, random.nextInt(modules));
            LAST.set(number, System.nanoTime());
          }
        }
      }
    } catch (RuntimeException e) {
      e.printStackTrace(System.out);
      WRONG.incrementAndGet();
    }
    running.decrementAndGet();
  }

  private static void load(LuaSearcher searcher, int module) {
    try {
      SearchResult result = searcher.search("m" + module);
      if (!(result instanceof SearchResult.Source source)) {
        LOST.incrementAndGet();
      } else if (Arrays.equals(source.content().read(), FaultyRepository.content(module))) {
        LOADED.incrementAndGet();
      } else {
        WRONG.incrementAndGet();
      }
    } catch (IOException e) {
      FAILED.incrementAndGet();
    }
  }
}
