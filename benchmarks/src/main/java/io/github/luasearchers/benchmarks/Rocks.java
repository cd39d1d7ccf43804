package io.github.luasearchers.benchmarks;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.searchers.rocks.data.DataReader;
import io.github.luasearchers.searchers.rocks.data.DataTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.script.ScriptException;

/**
 * The modules of a rock that is locked and in the cache, beside the same modules as files; and how
 * long a manifest takes that was never read before.
 */
final class Rocks {

  private static final int MODULES = 50;
  private static final int RUNS = 11;
  private static final int WARM_UP = 300;
  private static final int MEASURED = 300;
  private static final long MEBI = 1 << 20;

  private Rocks() {}

  static void report() throws IOException, InterruptedException {
    Path root = Files.createTempDirectory("rocks");
    try {
      manifests(root);
      modules(root);
    } finally {
      Modules.delete(root);
    }
  }

  // ---- manifests

  private static void manifests(Path root) throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%n## A manifest, read by a new JVM%n%n| size | heap | ms | at most |%n|---|---|---|---|%n");
    manifest(root, 34, "64m", "400");
    manifest(root, 510, "512m", "");
  }

  /**
   * @param tenths how large it is, in tenths of a megabyte
   */
  private static void manifest(Path root, int tenths, String heap, String limit)
      throws IOException, InterruptedException {
    Path file = root.resolve("manifest");
    StringBuilder text = new StringBuilder("commands = {}\nmodules = {}\nrepository = {\n");
    for (int rock = 0; text.length() < tenths * MEBI / 10; rock++) {
      text.append("   [\"rock-").append(rock).append("\"] = {\n");
      for (int version = 0; version < 1 + rock % 7; version++) {
        text.append("      [\"1.").append(version).append(".0-1\"] = {\n         {\n");
        text.append("            arch = \"rockspec\"\n         }, {\n");
        text.append("            arch = \"src\"\n         }\n      },\n");
      }
      text.append("   },\n");
    }
    Files.writeString(file, text.append("}\n"));
    List<Double> times = new ArrayList<>();
    for (int run = 0; run < 5; run++) {
      List<String> options = List.of("-Xmx" + heap);
      times.add(Child.java(Child.classPath(), options, Read.class, file.toString()).get(0));
    }
    System.out.printf(
        Locale.ROOT,
        "| %d.%d MB | %s | %.0f | %s |%n",
        tenths / 10,
        tenths % 10,
        heap,
        Table.median(times),
        limit);
  }

  /** The child that reads a manifest once. */
  static final class Read {

    private Read() {}

    public static void main(String[] args) throws IOException {
      byte[] document = Files.readAllBytes(Path.of(args[0]));
      long start = System.nanoTime();
      DataTable table = DataReader.read("manifest", document);
      double millis = (System.nanoTime() - start) / 1e6;
      if (table.table("repository").isEmpty()) {
        throw new IOException("no manifest");
      }
      System.out.println(millis);
    }
  }

  // ---- modules

  private static void modules(Path root) throws IOException, InterruptedException {
    Path files = Files.createDirectories(root.resolve("files/bench"));
    Path server = Files.createDirectories(root.resolve("server"));
    try (OutputStream out = Files.newOutputStream(server.resolve("bench-1-1.all.rock"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      add(zip, "bench-1-1.rockspec", "package = 'bench' version = '1-1'");
      for (int i = 0; i < MODULES; i++) {
        String text = Modules.text(0, i);
        Files.writeString(files.resolve("m" + i + ".lua"), text);
        add(zip, "lua/bench/m" + i + ".lua", text);
      }
    }
    Files.writeString(
        server.resolve("manifest"), "repository = { bench = { ['1-1'] = { { arch = 'all' } } } }");
    try (SlowServer http = new SlowServer(server, 0)) {
      compare(root, http.url());
    }
  }

  private static void add(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static void compare(Path root, String url) throws IOException, InterruptedException {
    List<String> record =
        List.of(
            "-Dlua.searchers=preload, path, rocks",
            "-Dlua.path=./none/?.lua",
            "-Dlua.rocks.trees=",
            "-Dlua.rocks.servers=" + url,
            "-Dlua.rocks.allow=bench",
            "-Dlua.http.cache=" + root.resolve("cache"),
            "-Dlua.http.lock-file=" + root.resolve("lua.lock"),
            "-Dlua.http.lock=record");
    Child.java(Child.classPath(), record, Load.class, "1", "0");
    List<String> locked = new ArrayList<>(record);
    locked.remove(locked.size() - 1);
    locked.addAll(List.of("-Dlua.http.lock=frozen", "-Dlua.http.mode=offline"));
    List<String> files =
        List.of(
            "-Dlua.searchers=preload, path, rocks",
            "-Dlua.path=" + root.resolve("files") + "/?.lua",
            "-Dlua.rocks.trees=");
    System.out.printf(
        Locale.ROOT,
        "%n## %d modules of 3 kB, ms%n%n"
            + "| work | rock, frozen and offline | files | ratio | at most |%n"
            + "|---|---|---|---|---|%n",
        MODULES);
    List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>());
    for (int run = 0; run < RUNS; run++) {
      times.get(0).add(process(locked));
      times.get(1).add(process(files));
    }
    row("whole process", "", Table.median(times.get(0)), Table.median(times.get(1)));
    row(
        "require in a warm JVM",
        "1.2",
        Child.java(Child.classPath(), locked, Load.class, "" + WARM_UP, "" + MEASURED).get(0),
        Child.java(Child.classPath(), files, Load.class, "" + WARM_UP, "" + MEASURED).get(0));
  }

  private static double process(List<String> options) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Child.java(Child.classPath(), options, Load.class, "1", "0");
    return (System.nanoTime() - start) / 1e6;
  }

  private static void row(String work, String limit, double rock, double file) {
    System.out.printf(
        Locale.ROOT, "| %s | %.2f | %.2f | %.2f | %s |%n", work, rock, file, rock / file, limit);
  }

  /** The child that makes engines, each of which requires all modules; the first is not timed. */
  static final class Load {

    private Load() {}

    public static void main(String[] args) throws ScriptException {
      String code = "for i = 1, " + (MODULES - 1) + " do require('bench.m' .. i) end";
      List<Double> times = new ArrayList<>();
      int warmUp = Integer.parseInt(args[0]);
      int all = warmUp + Integer.parseInt(args[1]);
      for (int i = 0; i < all; i++) {
        try (LuaScriptEngine lua = LuaScriptEngine.builder().build()) {
          lua.eval("require 'bench.m0'");
          long start = System.nanoTime();
          lua.eval(code);
          if (i >= warmUp) {
            times.add((System.nanoTime() - start) / 1e6);
          }
        }
      }
      System.out.println(times.isEmpty() ? 0 : Table.median(times));
    }
  }
}
