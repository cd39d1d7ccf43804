package io.github.luasearchers.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reloads of a module with closures, coroutines and userdata leave nothing behind: a thousand, or
 * as many as {@code reloads} says.
 */
class ReloadLeakTest {

  private static final int FIRST = 100;
  private static final int ALL = Integer.getInteger("reloads", 1_000);
  private static final double MOST = 1.05;
  private static final int LOOKS = 8;
  private static final int BETWEEN = 25;

  /** Ten thousand lines would take longer than the reloads. */
  private static final Logger LOG = Logger.getLogger("io.github.luasearchers.engine.live");

  @TempDir Path folder;

  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.WARNING);
  }

  @AfterAll
  static void speakAgain() {
    LOG.setLevel(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "m"})
  void reloads_leaveNothing(String patched) throws ScriptException {
    try (ModuleFolder modules =
        new ModuleFolder(
            folder,
            LuaScriptEngine.builder()
                .setting("lua.reload", "manual")
                .setting("lua.reload.patch", patched))) {
      write(modules, 0);
      modules.eval("require 'user'");
      reload(modules, 1, FIRST);
      long first = held(modules);
      reload(modules, FIRST, ALL);
      assertThat((double) held(modules) / first).isLessThan(MOST);
    }
  }

  private static void reload(ModuleFolder modules, int from, int to) throws ScriptException {
    for (int i = from; i < to; i++) {
      write(modules, i);
      assertThat(modules.reloadChanged().hasChanged()).isTrue();
    }
  }

  /**
   * Returns what is held: the least of several looks, with reloads between them. What is gone
   * leaves cleared references in lists, which are looked through as they grow.
   */
  private static long held(ModuleFolder modules) throws ScriptException {
    long least = Long.MAX_VALUE;
    for (int i = 1; i <= LOOKS; i++) {
      least = Math.min(least, used());
      reload(modules, -i * BETWEEN, -(i - 1) * BETWEEN);
    }
    return least;
  }

  private static void write(ModuleFolder modules, int version) {
    modules.write(
        "m",
        "local n = " + version,
        "local M = {items = {}}",
        "for i = 1, 3 do M.items[i] = function() n = n + i return n end end",
        "M.thread = coroutine.create(function() while true do coroutine.yield(n) end end)",
        "coroutine.resume(M.thread)",
        "M.file = io.tmpfile() M.file:close()",
        "function M.get() return n + " + version + " end",
        "return M");
    modules.write("user", "local m = require 'm' return {get = function() return m.get() end}");
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
