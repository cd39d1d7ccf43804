package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import org.junit.jupiter.api.Test;

class ThreadsTest {

  private static final int THREADS = 8;

  private interface Work {
    Object run(int thread) throws Exception;
  }

  private static List<Object> inParallel(Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Object>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        futures.add(pool.submit(() -> work.run(thread)));
      }
      List<Object> results = new ArrayList<>();
      for (Future<Object> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void m1_anEngineForEachThread() throws Exception {
    ScriptEngineManager manager = new ScriptEngineManager();
    List<Object> results =
        inParallel(
            thread -> {
              ScriptEngine engine = manager.getEngineByName("lua");
              engine.put("n", thread);
              Object sum = null;
              for (int i = 0; i < 100; i++) {
                sum = engine.eval("s = (s or 0) + n return s");
              }
              return sum;
            });
    for (int i = 0; i < THREADS; i++) {
      assertThat(results.get(i)).isEqualTo(100 * i);
    }
  }

  @Test
  void m2_oneEngineFromThreadToThread() throws Exception {
    ScriptEngine engine = new ScriptEngineManager().getEngineByName("lua");
    for (int i = 1; i <= 4; i++) {
      Object[] result = new Object[1];
      Thread thread =
          new Thread(
              () -> {
                try {
                  result[0] = engine.eval("n = (n or 0) + 1 return n");
                } catch (javax.script.ScriptException e) {
                  result[0] = e;
                }
              });
      thread.start();
      thread.join();
      assertThat(result[0]).isEqualTo(i);
    }
  }

  @Test
  void m3_compilingInParallel() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.eval("return 1");
    List<Object> results =
        inParallel(
            thread -> {
              List<Object> compiled = new ArrayList<>();
              for (int i = 0; i < 300; i++) {
                compiled.add(engine.compile("return " + (i % 50) + " + " + thread % 3));
              }
              return compiled;
            });
    for (int thread = 0; thread < THREADS; thread++) {
      List<?> scripts = (List<?>) results.get(thread);
      for (int i = 0; i < scripts.size(); i++) {
        javax.script.CompiledScript script = (javax.script.CompiledScript) scripts.get(i);
        assertThat(script.eval()).isEqualTo(i % 50 + thread % 3);
      }
    }
  }
}
