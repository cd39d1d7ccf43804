package io.github.luasearchers.engine.jit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Engines whose functions are compiled: many of them, on many threads, that come and go. */
final class CompiledEnginesTest {

  private static final int ENGINES = Integer.getInteger("compiled.engines", 300);
  private static final int THREADS = 8;

  /** Gets hot several times over. The comment makes each text another. */
  private static final String HOT =
      "local function add(a, b) return a + b end "
          + "local n = 0 for i = 1, 60000 do n = add(n, i %% 3) end return n -- %d";

  private static final int SUM = 60_000;

  private static LuaScriptEngine engine() {
    return LuaScriptEngine.builder().setting("lua.jit", "true").build();
  }

  @Test
  void classes_goWithTheEnginesThatTheyWereMadeFor() throws Exception {
    int before = leastClasses();
    int most = 0;
    for (int i = 0; i < ENGINES; i++) {
      try (LuaScriptEngine engine = engine()) {
        assertThat(engine.eval(HOT.formatted(i))).isEqualTo(SUM);
      }
      most = Math.max(most, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }
    assertThat(most).as("some functions were compiled").isGreaterThan(before);
    assertThat(leastClasses()).isLessThan(before + ENGINES / 2);
  }

  /** Collects until classes no longer go; a translation may still be under way. */
  private static int leastClasses() throws InterruptedException {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
      int now = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
      i = now < least ? 0 : i;
      least = Math.min(least, now);
    }
    return least;
  }

  @Test
  void closedEngine_isNotKeptByWhatIsStillCompiled() throws Exception {
    List<WeakReference<LuaScriptEngine>> closed = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      closed.add(evaluatedAndClosed(1_000_000 + i));
    }
    for (int i = 0; i < 500 && closed.stream().anyMatch(each -> each.get() != null); i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(closed).allMatch(each -> each.get() == null);
  }

  private static WeakReference<LuaScriptEngine> evaluatedAndClosed(int number) throws Exception {
    try (LuaScriptEngine engine = engine()) {
      assertThat(engine.eval(HOT.formatted(number))).isEqualTo(SUM);
      return new WeakReference<>(engine);
    }
  }

  @Test
  void threads_shareWhatIsCompiled() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(executor.submit(CompiledEnginesTest::evaluateInTurn));
      }
      for (Future<?> each : all) {
        each.get(2, TimeUnit.MINUTES);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static Void evaluateInTurn() throws Exception {
    for (int i = 0; i < 10; i++) {
      try (LuaScriptEngine engine = engine()) {
        for (int text = 0; text < 4; text++) {
          assertThat(engine.eval(HOT.formatted(2_000_000 + text))).isEqualTo(SUM);
        }
      }
    }
    return null;
  }

  @Test
  void interrupt_endsACompiledLoop() throws Exception {
    CountDownLatch hot = new CountDownLatch(1);
    List<Throwable> thrown = new ArrayList<>();
    Thread running =
        new Thread(
            () -> {
              try (LuaScriptEngine engine = engine()) {
                engine.put("hot", (Runnable) hot::countDown);
                engine.eval(
                    "local n = 0 while true do n = n + 1 if n == 20000000 then hot() end end");
              } catch (Exception e) {
                thrown.add(e);
              }
            });
    running.start();
    assertThat(hot.await(1, TimeUnit.MINUTES)).isTrue();
    running.interrupt();
    running.join(TimeUnit.SECONDS.toMillis(10));
    assertThat(running.isAlive()).isFalse();
    assertThat(thrown).hasSize(1);
    assertThat(thrown.get(0)).isInstanceOf(LuaScriptException.class);
    assertThat(thrown.get(0)).hasMessageContaining("interrupted");
  }

  @Test
  void hookSetByAnInnerFunction_isCalledInCompiledCallers() throws Exception {
    try (LuaScriptEngine engine = engine()) {
      Object lines =
          engine.eval(
              """
              local lines, hook = {}, nil
              local function inner(i) if i == 50000 then hook() end return i end
              local function outer(i)
                local x = inner(i)
                x = x + 1
                return x
              end
              hook = function() debug.sethook(function(_, line) lines[#lines + 1] = line end, "l") end
              for i = 1, 50000 do outer(i) end
              debug.sethook()
              return table.concat(lines, " ")
              """);
      assertThat(lines).isEqualTo("5 6 10");
    }
  }

  @Test
  void coroutines_stayOnTheHeap() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Suspended.class.getName())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("100000 5000150000");
  }

  /** Suspends many coroutines within compiled functions, and lets all go on. */
  static final class Suspended {

    private Suspended() {}

    public static void main(String[] args) throws Exception {
      try (LuaScriptEngine engine = engine()) {
        Object result =
            engine.eval(
                """
                local function wait(i) return coroutine.yield(i) + 1 end
                local function body(i) local sum = 0 for _ = 1, 2 do sum = sum + wait(i) end return sum end
                local all = {}
                for i = 1, 100000 do
                  all[i] = coroutine.wrap(body)
                  all[i](i)
                end
                local sum = 0
                for i = 1, #all do all[i](i) end
                for i = 1, #all do sum = sum + all[i](0) - 1 end
                return #all .. " " .. sum
                """);
        System.out.println(result);
      }
    }
  }

  @Test
  void compiledCaller_findsWhatHasReplacedAFunction() throws Exception {
    try (LuaScriptEngine engine = engine()) {
      engine.eval(
          "m = {f = function(x) return x end} function call(n) local s = 0 "
              + "for i = 1, n do s = s + m.f(1) end return s end");
      assertThat(engine.eval("return call(100000)")).isEqualTo(100_000);
      engine.eval("m.f = function(x) return x * 2 end");
      assertThat(engine.eval("return call(100000)")).isEqualTo(200_000);
    }
  }

  @Test
  void limit_ofTheStackIsAnErrorOfCompiledFunctions() throws Exception {
    try (LuaScriptEngine engine = engine()) {
      engine.eval(
          "function deep(n) if n == 0 then return 0 end return 1 + deep(n - 1) end "
              + "for i = 1, 3000 do deep(50) end");
      assertThat(engine.eval("return deep(100000)")).isEqualTo(100_000);
      assertThatThrownBy(() -> engine.eval("deep(1e9)")).hasMessageContaining("stack overflow");
    }
  }
}
