package io.github.luasearchers.engine.jit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.script.ScriptException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fifty engines at a time on eight threads, which take each other's place while functions of theirs
 * are compiled, and closed while they run: four hundred in all, or as many as {@code
 * compiled.crowd} says.
 */
@Tag("slow")
final class CompiledCrowdTest {

  private static final int ALL = Integer.getInteger("compiled.crowd", 400);
  private static final int AT_A_TIME = 50;
  private static final int THREADS = 8;

  /** Classes that other parts of the engine, and of the JVM, load on the way. */
  private static final int OTHERS = 200;

  private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

  /** What an engine is given. The comment makes each text another, which is compiled anew. */
  private static final List<String> SCRIPTS =
      List.of(
          "local function add(a, b) return a + b end local n = 0"
              + " for i = 1, 60000 do n = add(n, i %% 3) end -- %d",
          "local t = {} for i = 1, 40000 do t[i %% 50] = (t[i %% 50] or 0.5) * 1.1 end -- %d",
          "local s = 0 for i = 1, 300 do local co = coroutine.wrap(function(x)"
              + " while true do x = coroutine.yield(x + 1) end end)"
              + " for k = 1, 100 do s = s + co(k) end end -- %d",
          "while true do local f = load('return ...') for i = 1, 100 do f(i) end end -- %d",
          "local function f(k) return pcall(f, k + 1) end while true do f(1) end -- %d",
          "local t = {} for i = 1, 1e9 do t[i] = {i, i + 0.5, 'x' .. i} end -- %d",
          "local function f() return f() end while true do pcall(f) end -- %d",
          "local o = setmetatable({}, {__index = function(t, k) return t[k - 1] end})"
              + " while true do pcall(function() return o[1e9] end) end -- %d",
          "while true do local ok = pcall(string.rep, 'x', 1e8) end -- %d",
          "local f = load('local x = 0 for i = 1, 1e9 do ' .. ('x = x + i '):rep(900) .. ' end') f() -- %d",
          "local n = 0 while true do n = n + 1 if n %% 10000 == 0 then debug.sethook(function()"
              + " debug.sethook() end, 'l') end end -- %d",
          "local n = 0 while true do n = n + 1 if n == 100000 then load('debug.getlocal(1, 1)')()"
              + " end end -- %d");

  private final AtomicReferenceArray<LuaScriptEngine> engines =
      new AtomicReferenceArray<>(AT_A_TIME);
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void engines_comeAndGoWhileTheyAreCompiledFor() throws Exception {
    run(AT_A_TIME); // loads what is loaded once
    int before = leastClasses();
    made.set(0);
    run(ALL);
    int most = CLASSES.getLoadedClassCount();
    int after = leastClasses();
    assertThat(after - before)
        .as("classes that are left, of %s engines; %s at the end", ALL, most - before)
        .isLessThan(OTHERS);
    assertThat(compilerEnds()).as("the compiler's thread has ended").isTrue();
  }

  private void run(int count) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(i);
        all.add(executor.submit(() -> evaluate(random, count)));
      }
      for (Future<?> each : all) {
        each.get(10 + count / 20, TimeUnit.MINUTES);
      }
    } finally {
      executor.shutdownNow();
    }
    for (int i = 0; i < AT_A_TIME; i++) {
      LuaScriptEngine left = engines.getAndSet(i, null);
      if (left != null && i % 2 == 0) {
        left.close(); // others are only forgotten
      }
    }
  }

  private Void evaluate(Random random, int count) throws Exception {
    int number;
    while ((number = made.incrementAndGet()) <= count) {
      LuaScriptEngine engine = engine();
      LuaScriptEngine old = engines.getAndSet(random.nextInt(AT_A_TIME), engine);
      if (old != null && random.nextInt(4) > 0) {
        old.close(); // also while another thread evaluates with it
      }
      evaluate(engine, number, random);
      LuaScriptEngine other = engines.get(random.nextInt(AT_A_TIME));
      if (other != null) {
        evaluate(other, number, random);
      }
    }
    return null;
  }

  private static void evaluate(LuaScriptEngine engine, int number, Random random) throws Exception {
    String script = SCRIPTS.get(random.nextInt(SCRIPTS.size()));
    try {
      engine.eval(script.formatted(random.nextInt(4) > 0 ? number : 0));
    } catch (ScriptException e) {
      boolean isStopped = e instanceof LuaScriptException stop && stop.getLimit().isPresent();
      assertThat(isStopped || String.valueOf(e.getMessage()).contains("closed"))
          .as(script + ": " + e)
          .isTrue();
    }
  }

  private static LuaScriptEngine engine() {
    return LuaScriptEngine.builder()
        .setting("lua.jit", "true")
        .setting("lua.limits.time", "200ms")
        .setting("lua.limits.instructions", "100M")
        .setting("lua.limits.memory", "16M")
        .build();
  }

  /** Collects until classes no longer go; a translation may still be under way. */
  private static int leastClasses() throws InterruptedException {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(100);
      int now = CLASSES.getLoadedClassCount();
      i = now < least ? 0 : i;
      least = Math.min(least, now);
    }
    return least;
  }

  private static boolean compilerEnds() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() < end) {
      if (Thread.getAllStackTraces().keySet().stream()
          .noneMatch(each -> each.getName().equals("Lua compiler"))) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return false;
  }
}
