package io.github.luasearchers.benchmarks;

import io.github.luasearchers.engine.BundleReport;
import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.script.ScriptException;

/**
 * The start of real programs from their bundle, beside the same modules in a folder and on the
 * class path. Each figure is that of a JVM of its own, from before the engine is made to the
 * program's end; the ways take turns.
 */
final class Bundles {

  private static final int RUNS = 21;
  private static final Path SHARE = Path.of("/usr/share/lua");

  /** Stands for the C library of that name, which both programs want to have. */
  private static final String LFS =
      """
      local function none() return nil end
      package.preload.lfs = function()
        return {attributes = none, currentdir = function() return "/" end, dir = none, mkdir = none,
          rmdir = none, chdir = none, symlinkattributes = none, lock_dir = none}
      end
      """;

  private static final String LUACHECK =
      """
      local report = require("luacheck").check_strings({"local a = 1 print(b)"})
      assert(#report[1] == 2)
      """;

  private final Path root;
  private final String program;

  private Bundles(Path root, String program) {
    this.root = root;
    this.program = program;
  }

  static void report() throws IOException, InterruptedException, ScriptException {
    Path penlight = SHARE.resolve("5.4/pl");
    Path luacheck = SHARE.resolve("5.1/luacheck");
    if (!Files.exists(penlight) || !Files.exists(luacheck)) {
      System.out.println("\nno figures of bundles: they need Debian's lua-penlight and lua-check");
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%n## The start of programs from a bundle and from elsewhere (ms)%n%n"
            + "| program | files | class path: folder | class path: bundle | archive: bundle |"
            + " bundle to the best of the first two |%n|---|---|---|---|---|---|%n");
    measure("Penlight, all of it", LFS + requireAll(penlight), penlight.getParent());
    measure("luacheck, one text", LFS + LUACHECK, luacheck.getParent());
  }

  private static String requireAll(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String name = file.getFileName().toString().replace(".lua", "");
        // this one makes undefined globals an error for all that is loaded behind it
        if (!name.equals("strict")) {
          text.append("require 'pl.").append(name).append("'\n");
        }
      }
    }
    return text.toString();
  }

  private static void measure(String name, String text, Path share)
      throws IOException, InterruptedException, ScriptException {
    Path root = Files.createTempDirectory("bundles");
    try {
      Path program = Files.writeString(root.resolve("program.lua"), text);
      new Bundles(root, program.toString()).measure(name, bundle(text, share));
    } finally {
      Modules.delete(root);
    }
  }

  /** Runs the program from Debian's files, and packs it. */
  private static byte[] bundle(String program, Path share) throws IOException, ScriptException {
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.version", "5.4")
            .setting("lua.path", share + "/?.lua;" + share + "/?/init.lua")
            .build()) {
      lua.eval(program);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BundleReport report = lua.bundle(bytes);
      if (report.leftOut().size() > 1 || report.modules().size() < 20) {
        throw new IllegalStateException(report.toString());
      }
      return bytes.toByteArray();
    }
  }

  private void measure(String name, byte[] bundle) throws IOException, InterruptedException {
    Path jar = Files.write(root.resolve("program.jar"), bundle);
    Path folder = unpack(bundle);
    Path lua = folder.resolve("META-INF/lua");
    String classPath = Child.classPath();
    Map<String, List<String>> options = new LinkedHashMap<>();
    options.put("files", options("path", "-Dlua.path=" + lua + "/?.lua"));
    options.put("folder", options("classpath"));
    options.put("bundle", options("classpath"));
    options.put("jar", options("jar", "-Dlua.jar.path=" + jar + "!/META-INF/lua/?.lua"));
    Map<String, List<Double>> times = new LinkedHashMap<>();
    Thread.sleep(2_500); // until the stamps of the files count
    for (int run = 0; run < RUNS; run++) {
      for (Map.Entry<String, List<String>> each : options.entrySet()) {
        Path more = each.getKey().equals("folder") ? folder : jar;
        String all = classPath + File.pathSeparator + more;
        double millis = Child.java(all, each.getValue(), Start.class, program).get(0);
        times.computeIfAbsent(each.getKey(), key -> new ArrayList<>()).add(millis);
      }
    }
    print(name, times.values().stream().map(Table::median).toList());
  }

  private static void print(String name, List<Double> all) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %.0f | %.0f | %.2fx |%n",
        name,
        all.get(0),
        all.get(1),
        all.get(2),
        all.get(3),
        Math.min(all.get(2), all.get(3)) / Math.min(all.get(0), all.get(1)));
  }

  private static List<String> options(String searcher, String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("-Dlua.searchers=preload, " + searcher);
    options.add("-Dlua.version=5.4");
    return options;
  }

  private Path unpack(byte[] bundle) throws IOException {
    Path folder = Files.createDirectory(root.resolve("folder"));
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        Path file = folder.resolve(each.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
    return folder;
  }

  /** The child. */
  static final class Start {

    private Start() {}

    public static void main(String[] args) throws Exception {
      String text = Files.readString(Path.of(args[0]));
      long start = System.nanoTime();
      try (LuaScriptEngine lua = LuaScriptEngine.builder().build()) {
        lua.eval(text);
        System.out.println((System.nanoTime() - start) / 1e6);
      }
    }
  }
}
