package io.github.luasearchers.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are reloaded as soon as their files change. */
class WatchModeTest {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  @TempDir Path folder;

  private ModuleFolder open(String... settings) {
    LuaScriptEngineBuilder builder = LuaScriptEngine.builder().setting("lua.reload", "watch");
    for (int i = 0; i < settings.length; i += 2) {
      builder.setting(settings[i], settings[i + 1]);
    }
    return new ModuleFolder(folder, builder);
  }

  /** Waits until a condition holds. */
  static void await(Callable<Boolean> condition) throws Exception {
    long until = System.nanoTime() + PATIENCE;
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      Thread.sleep(5);
    }
  }

  @Test
  void change_isTakenOver() throws Exception {
    try (ModuleFolder modules = open()) {
      modules.write("m", "return {n = 1}");
      modules.eval("require 'm'");
      for (int i = 2; i < 5; i++) {
        modules.write("m", "return {n = " + i + "}");
        String expected = String.valueOf(i);
        await(() -> modules.text("require 'm'.n").equals(expected));
      }
    }
  }

  @Test
  void changeRightAfterTheLoad_isTakenOver() throws Exception {
    try (ModuleFolder modules = open()) {
      modules.write("m", "return {n = 1}");
      modules.eval(
          "require 'm' local f = io.open('"
              + modules.path("m")
              + "', 'w')"
              + " f:write 'return {n = 2}' f:close()");
      await(() -> modules.text("require 'm'.n").equals("2"));
    }
  }

  @Test
  void brokenText_isLeftUntilItIsMended() throws Exception {
    try (ModuleFolder modules = open()) {
      modules.write("m", "return {n = 1}");
      modules.write("other", "return {n = 1}");
      modules.eval("require 'm' require 'other'");
      modules.write("m", "return {n = ");
      modules.write("other", "return {n = 2}");
      Thread.sleep(300);
      assertThat(modules.text("require 'm'.n .. require 'other'.n")).isEqualTo("11");
      modules.write("m", "return {n = 2}");
      await(() -> modules.text("require 'm'.n .. require 'other'.n").equals("22"));
    }
  }

  @Test
  void evaluation_isNotChangedInItsMiddle() throws Exception {
    try (ModuleFolder modules = open()) {
      modules.write("m", "return {n = 1}");
      modules.eval("require 'm'");
      Object same =
          modules.eval(
              """
              local before = require 'm'
              local f = io.open('%s', 'w') f:write 'return {n = 2}' f:close()
              local until_ = os.clock() + 0.3
              repeat until os.clock() > until_
              return before == require 'm' and before.n
              """
                  .formatted(modules.path("m")));
      assertThat(same).isEqualTo(1);
      await(() -> modules.text("require 'm'.n").equals("2"));
    }
  }

  @Test
  void fileThatAppearsEarlier_isTakenOver() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    try (ModuleFolder modules = open("lua.reload.poll", "20ms")) {
      modules.eval("package.path = '" + first + "/?.lua;' .. package.path");
      modules.write("m", "return {n = 1}");
      modules.eval("require 'm'");
      Files.writeString(first.resolve("m.lua"), "return {n = 2}");
      await(() -> modules.text("require 'm'.n").equals("2"));
    }
  }

  @Test
  void trigger_isWaitedFor() throws Exception {
    Path trigger = folder.resolve("go");
    try (ModuleFolder modules = open("lua.reload.trigger", trigger.toString())) {
      modules.write("m", "return {n = 1}");
      modules.eval("require 'm'");
      modules.write("m", "return {n = 2}");
      Thread.sleep(300);
      assertThat(modules.text("require 'm'.n")).isEqualTo("1");
      Files.writeString(trigger, "go");
      await(() -> modules.text("require 'm'.n").equals("2"));
    }
  }

  @Test
  void thread_endsWithTheEngine() throws Exception {
    ModuleFolder modules = open();
    modules.write("m", "return {n = 1}");
    modules.eval("require 'm'");
    assertThat(watchers()).isPositive();
    modules.close();
    await(() -> watchers() == 0);
  }

  @Test
  void thread_endsWithADroppedEngine() throws Exception {
    open().eval("return 1");
    await(
        () -> {
          System.gc();
          return watchers() == 0;
        });
  }

  private static long watchers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals("lua-watch"))
        .count();
  }
}
