package io.github.luasearchers.benchmarks;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.script.ScriptException;

/**
 * Reloads: how long after a write the next evaluation has the new code of one of a thousand
 * modules, with events and by polling, and how long the reload of a module takes that a hundred
 * others require. Written bytes count from the end of the write.
 */
final class Reloads {

  private static final int FILES = 1_000;
  private static final int DEPENDENTS = 100;
  private static final int RUNS = 21;
  private static final long POLL_MILLIS = 200;

  private Reloads() {}

  static void report() throws IOException, ScriptException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%n## Reloads (ms, median and worst of %d)%n%n| work | median | worst | bar |%n"
            + "|---|---|---|---|%n",
        RUNS);
    Path root = Files.createTempDirectory("reloads");
    try {
      row("one of 1,000 files, with events, quiet for 50 ms", watched(root, "auto"), "100");
      row(
          "the same by polling each " + POLL_MILLIS + " ms",
          watched(root, POLL_MILLIS + "ms"),
          String.valueOf(POLL_MILLIS + 20 + 50));
      row("a module with 100 dependents", dependents(root), "100");
    } finally {
      Modules.delete(root);
    }
  }

  private static void row(String work, double[] millis, String bar) {
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %s |%n",
        work,
        millis[millis.length / 2],
        millis[millis.length - 1],
        bar);
  }

  private static void write(Path folder, String module, String text) throws IOException {
    Path fresh = folder.resolve("fresh.tmp");
    Files.writeString(fresh, text);
    Files.move(
        fresh,
        folder.resolve(module + ".lua"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private static double[] watched(Path root, String poll)
      throws IOException, ScriptException, InterruptedException {
    Path folder = Files.createTempDirectory(root, "watched");
    for (int i = 0; i < FILES; i++) {
      write(folder, "m" + i, Modules.text(0, i));
    }
    double[] millis = new double[RUNS];
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.path", folder + "/?.lua")
            .setting("lua.reload", "watch")
            .setting("lua.reload.poll", poll)
            .build()) {
      lua.eval("for i = 0, " + (FILES - 1) + " do require('m' .. i) end");
      Thread.sleep(3_000);
      for (int i = 0; i < RUNS; i++) {
        write(folder, "m7", "return {version = " + i + "}");
        long begun = System.nanoTime();
        while (!Integer.valueOf(i).equals(lua.eval("return require('m7').version"))) {
          Thread.sleep(0, 200_000);
        }
        millis[i] = (System.nanoTime() - begun) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        Thread.sleep(100 + 37 * i % 200);
      }
    }
    return millis;
  }

  private static double[] dependents(Path root) throws IOException, ScriptException {
    Path folder = Files.createTempDirectory(root, "dependents");
    write(folder, "base", "return {version = -1}");
    for (int i = 0; i < DEPENDENTS; i++) {
      write(folder, "m" + i, "local base = require 'base'\n" + Modules.text(0, i));
    }
    double[] millis = new double[RUNS];
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.path", folder + "/?.lua")
            .setting("lua.reload", "manual")
            .build()) {
      lua.eval("for i = 0, " + (DEPENDENTS - 1) + " do require('m' .. i) end");
      for (int i = 0; i < RUNS; i++) {
        write(folder, "base", "return {version = " + i + "}");
        long begun = System.nanoTime();
        int count = lua.reloadChanged(false).reloaded().size();
        millis[i] = (System.nanoTime() - begun) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        if (count != DEPENDENTS + 1) {
          throw new IllegalStateException(count + " modules were reloaded");
        }
      }
    }
    return millis;
  }
}
