package io.github.luasearchers.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.ReloadReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No evaluation sees half a change, whatever threads and engines there are. */
class ReloadThreadsTest {

  private static final int THREADS = 8;
  private static final int RELOADS = 40;

  @TempDir Path folder;

  /** Writes two modules that belong together. */
  private void write(ModuleFolder modules, int version) {
    modules.write("one", "return {n = " + version + "}");
    modules.write("two", "return {n = " + version + ", one = require 'one'}");
  }

  @Test
  void sharedEngine_changesBetweenEvaluations() throws Exception {
    try (ModuleFolder modules = new ModuleFolder(folder)) {
      write(modules, 0);
      modules.eval("require 'two'");
      AtomicBoolean ended = new AtomicBoolean();
      ExecutorService pool = Executors.newFixedThreadPool(THREADS);
      try {
        List<Future<Integer>> readers = new ArrayList<>();
        for (int i = 1; i < THREADS; i++) {
          readers.add(pool.submit(reader(modules.engine(), ended)));
        }
        for (int i = 1; i <= RELOADS; i++) {
          write(modules, i);
          assertThat(modules.reloadChanged().reloaded()).containsExactly("one", "two");
        }
        ended.set(true);
        for (Future<Integer> each : readers) {
          assertThat(each.get()).isPositive();
        }
      } finally {
        ended.set(true);
        pool.shutdownNow();
      }
    }
  }

  private static Callable<Integer> reader(LuaScriptEngine lua, AtomicBoolean ended) {
    return () -> {
      int count = 0;
      do {
        Object same =
            lua.eval(
                "local one, two = require 'one', require 'two'"
                    + " for _ = 1, 100 do"
                    + " if one ~= require 'one' or two.one ~= one or two.n ~= one.n then"
                    + " return false end end return true");
        assertThat(same).isEqualTo(true);
        count++;
      } while (!ended.get());
      return count;
    };
  }

  @Test
  void enginesOfManyThreads_reloadTheSameFiles() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (ModuleFolder writer = new ModuleFolder(folder)) {
      write(writer, 0);
      List<Future<Object>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(pool.submit(this::reloadOften));
      }
      for (Future<Object> each : all) {
        assertThat(each.get()).isEqualTo(0);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Object reloadOften() throws Exception {
    try (ModuleFolder modules =
        new ModuleFolder(
            folder,
            LuaScriptEngine.builder()
                .setting("lua.reload", "manual")
                .setting("lua.reload.patch", "one"))) {
      modules.eval("require 'two'");
      for (int i = 0; i < RELOADS; i++) {
        modules.engine().reloadChanged(true);
      }
      return modules.eval("return require 'two'.one.n - require 'one'.n");
    }
  }

  @Test
  void engineClosedInTheMiddle_endsTheReloadFirst() throws Exception {
    ModuleFolder modules = new ModuleFolder(folder);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    modules.engine().put("begun", begun);
    modules.engine().put("go", go);
    modules.write("m", "return {}");
    modules.eval("require 'm'");
    modules.write("m", "begun:countDown() go:await() return {new = true}");
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<ReloadReport> reload = pool.submit(() -> modules.reload("m"));
      begun.await();
      Future<?> close = pool.submit(modules::close);
      go.countDown();
      assertThat(reload.get().reloaded()).containsExactly("m");
      close.get();
      assertThatThrownBy(() -> modules.reload("m")).hasMessage("the engine is closed");
    } finally {
      pool.shutdownNow();
    }
  }
}
