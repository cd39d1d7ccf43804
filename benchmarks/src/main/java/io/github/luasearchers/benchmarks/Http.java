package io.github.luasearchers.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

/**
 * {@code require "luassert"} over HTTP, from a server whose answers are 50 ms late: 16 modules that
 * are there, and 7 names under which the first template finds nothing. Each figure is that of a JVM
 * of its own, from before the engine is made to the module's value. And 4,000 modules, recorded and
 * frozen.
 */
final class Http {

  private static final long LATENCY_MILLIS = 50;
  private static final int RUNS = 11;
  private static final int THREADS = 100;
  private static final Path DEBIAN = Path.of("/usr/share/lua/5.2");
  private static final String REQUIRE = "return (require 'luassert')";
  private static final int MANY = 4_000;
  private static final String REQUIRE_MANY =
      "for i = 0, " + (MANY - 1) + " do assert(require('m' .. i) == i) end";

  private final Path root;
  private final Path modules;
  private final SlowServer server;

  private Http(Path root, Path modules, SlowServer server) {
    this.root = root;
    this.modules = modules;
    this.server = server;
  }

  static void report() throws IOException, InterruptedException {
    many();
    if (!Files.exists(DEBIAN.resolve("luassert")) || !Files.exists(DEBIAN.resolve("say"))) {
      System.out.println("\nno figures of http: they need Debian's lua-luassert and lua-say");
      return;
    }
    Path root = Files.createTempDirectory("http");
    try {
      Path modules = root.resolve("modules");
      copy(DEBIAN.resolve("luassert"), modules.resolve("luassert"));
      copy(DEBIAN.resolve("say"), modules.resolve("say"));
      try (SlowServer server = new SlowServer(modules, LATENCY_MILLIS)) {
        new Http(root, modules, server).measure();
      }
    } finally {
      delete(root);
    }
  }

  /** Many small modules from a server that answers at once, in one JVM for each row. */
  private static void many() throws IOException, InterruptedException {
    Path root = Files.createTempDirectory("http");
    try {
      Path modules = Files.createDirectory(root.resolve("modules"));
      for (int i = 0; i < MANY; i++) {
        Files.writeString(modules.resolve("m" + i + ".lua"), "return " + i);
      }
      try (SlowServer server = new SlowServer(modules, 0)) {
        new Http(root, modules, server).measureMany();
      }
    } finally {
      delete(root);
    }
  }

  private void measureMany() throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%n## %,d modules over HTTP, each required once, ms per module%n%n"
            + "| work | no index | with index |%n|---|---|---|%n",
        MANY);
    write("index");
    String[] works = {"cold cache", "cold cache, recorded", "frozen, kept in the cache"};
    String[][] options = {
      {"-Dlua.http.lock=off"}, {"-Dlua.http.lock=record"}, {"-Dlua.http.lock=frozen"}
    };
    double[][] millis = new double[works.length][2];
    for (int index = 0; index < 2; index++) {
      Path lock = root.resolve("many-" + index + ".lock");
      for (int i = 0; i < works.length; i++) {
        if (i < 2) {
          delete(root.resolve("cache"));
        }
        List<String> all = new ArrayList<>(http());
        all.addAll(List.of(options[i]));
        all.add("-Dlua.http.lock-file=" + lock);
        all.add("-Dlua.http.path=?.lua");
        all.add("-Dlua.http.index=" + (index == 1));
        millis[i][index] =
            Child.java(Child.classPath(), all, Load.class, REQUIRE_MANY).get(0) / MANY;
      }
    }
    for (int i = 0; i < works.length; i++) {
      System.out.printf(
          Locale.ROOT, "| %s | %.2f | %.2f |%n", works[i], millis[i][0], millis[i][1]);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private void measure() throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%n## require 'luassert' over HTTP, answers %d ms late%n%n"
            + "| work | requests | one after another | at most | ms |%n|---|---|---|---|---|%n",
        LATENCY_MILLIS);
    cold("cold cache, no index, two templates", "17 one after another", List.of());
    warm();
    write("index");
    cold("cold cache, index", "3 one after another", List.of("-Dlua.http.index=true"));
    write("bundle", "luassert");
    cold("cold cache, index and bundle", "3 one after another", List.of("-Dlua.http.index=true"));
    crowd();
    frozen();
  }

  private void write(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", Child.classPath()));
    words.add("io.github.luasearchers.publish.Main");
    words.addAll(List.of(command[0], modules.toString()));
    words.addAll(List.of(command).subList(1, command.length));
    Process process =
        new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (process.waitFor() != 0) {
      throw new IOException(words + " failed");
    }
  }

  private void cold(String work, String limit, List<String> options)
      throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    List<Double> rounds = new ArrayList<>();
    for (int run = 0; run < 5; run++) {
      delete(root.resolve("cache"));
      server.forget();
      times.add(load(options));
      rounds.add((double) server.rounds());
    }
    // The middle one: on a busy machine two that are sent together can come one after the other.
    row(work, limit, Table.median(rounds), Table.median(times));
  }

  /** Loads as the last run of {@link #cold} did, once more. */
  private void warm() throws IOException, InterruptedException {
    server.forget();
    row("warm cache, online and fresh", "no request", load(List.of()));
  }

  private double load(List<String> options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(http());
    all.addAll(options);
    return Child.java(Child.classPath(), all, Load.class, REQUIRE).get(0);
  }

  private List<String> http() {
    return List.of(
        "-Dlua.path=./none/?.lua",
        "-Dlua.cpath=./none/?.so",
        "-Dlua.http.repositories=" + server.url(),
        "-Dlua.http.cache=" + root.resolve("cache"));
  }

  private void row(String work, String limit, double millis) {
    row(work, limit, server.rounds(), millis);
  }

  private void row(String work, String limit, double rounds, double millis) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.0f | %s | %.0f |%n",
        work,
        server.requests(),
        rounds,
        limit,
        millis);
  }

  private void crowd() throws IOException, InterruptedException {
    delete(root.resolve("cache"));
    server.forget();
    List<String> options = new ArrayList<>(http());
    options.add("-Dlua.http.path=?/init.lua");
    double millis = Child.java(Child.classPath(), options, Crowd.class, "require 'say'").get(0);
    row(THREADS + " threads at once, one template, cold cache", "1 request", millis);
  }

  /** Whole processes, which take turns: all modules from the lock file's bytes, and from files. */
  private void frozen() throws IOException, InterruptedException {
    Path lock = root.resolve("lua.lock");
    List<String> locked = new ArrayList<>(http());
    locked.add("-Dlua.http.lock-file=" + lock);
    load(List.of("-Dlua.http.lock-file=" + lock, "-Dlua.http.lock=record"));
    locked.add("-Dlua.http.lock=frozen");
    List<String> files =
        List.of(
            "-Dlua.path=" + modules + "/?.lua;" + modules + "/?/init.lua",
            "-Dlua.cpath=./none/?.so");
    server.forget();
    List<Double> lockedTimes = new ArrayList<>();
    List<Double> fileTimes = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      lockedTimes.add(process(locked));
      fileTimes.add(process(files));
    }
    double lockedMillis = Table.median(lockedTimes);
    double fileMillis = Table.median(fileTimes);
    row("whole process, frozen lock", "1.3x of files", lockedMillis);
    System.out.printf(Locale.ROOT, "| whole process, files | | | | %.0f |%n", fileMillis);
    System.out.printf(
        Locale.ROOT, "%nA frozen lock takes %.2fx of files.%n", lockedMillis / fileMillis);
  }

  private static double process(List<String> options) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Child.java(Child.classPath(), options, Load.class, REQUIRE);
    return (System.nanoTime() - start) / 1e6;
  }

  /** The child. */
  static final class Load {

    private Load() {}

    public static void main(String[] args) throws ScriptException {
      long start = System.nanoTime();
      new ScriptEngineManager().getEngineByName("lua").eval(args[0]);
      System.out.println((System.nanoTime() - start) / 1e6);
    }
  }

  /** The child with many threads, each with an engine of its own. */
  static final class Crowd {

    private Crowd() {}

    public static void main(String[] args) throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      CountDownLatch ready = new CountDownLatch(THREADS);
      List<Future<Object>> results = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < THREADS; i++) {
        results.add(
            threads.submit(
                () -> {
                  ScriptEngine engine = new ScriptEngineManager().getEngineByName("lua");
                  engine.eval("return 1");
                  ready.countDown();
                  ready.await();
                  return engine.eval(args[0]);
                }));
      }
      for (Future<Object> result : results) {
        result.get();
      }
      System.out.println((System.nanoTime() - start) / 1e6);
      threads.shutdown();
    }
  }
}
