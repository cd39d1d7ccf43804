package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntBinaryOperator;
import javax.script.Bindings;
import javax.script.CompiledScript;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads use one engine at once. */
@Timeout(60)
class SharedEngineTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 150;

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  private interface Work {
    void run(int thread, int round) throws Exception;
  }

  /** Does work on several threads at once, many times on each; a failure of one is the test's. */
  private static void inParallel(Work... works) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch ready = new CountDownLatch(THREADS);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        Callable<Object> task =
            () -> {
              ready.countDown();
              ready.await();
              for (int round = 0; round < ROUNDS; round++) {
                works[(thread + round) % works.length].run(thread, round);
              }
              return thread;
            };
        all.add(pool.submit(task));
      }
      for (Future<?> each : all) {
        each.get(30, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void factory_saysMultithreaded() {
    assertThat(engine.getFactory().getParameter("THREADING")).isEqualTo("MULTITHREADED");
  }

  // ---- everything at once

  @Test
  void evaluations_areNeverTorn() throws Exception {
    engine.eval("n, list = 0, {} t = {a = 0, b = 0}");
    CompiledScript count = engine.compile("local x = n for i = 1, 20 do end n = x + 1");
    inParallel(
        (thread, round) -> count.eval(),
        (thread, round) -> engine.eval("n = n + 1 list[#list + 1] = tostring(n)"),
        (thread, round) ->
            assertThat(
                    engine.eval("t.a = t.a + 1 local s = ('x'):rep(99) t.b = t.b + 1 return t.a"))
                .isInstanceOf(Integer.class),
        (thread, round) ->
            assertThat(engine.eval("local a = " + thread + " return a + t.a - t.b"))
                .isEqualTo(thread));
    int each = THREADS * ROUNDS / 4;
    assertThat(engine.eval("return n, #list, t.a")).isEqualTo(new Object[] {2 * each, each, each});
  }

  @Test
  void bindings_arePutAndReadWhileScriptsRun() throws Exception {
    engine.eval("k = {} last = 0");
    Bindings bindings = engine.createBindings();
    inParallel(
        (thread, round) -> engine.put("v" + thread, round),
        (thread, round) ->
            assertThat(engine.eval("w" + thread + " = " + round + " return w" + thread))
                .isEqualTo(round),
        (thread, round) -> assertThat(engine.get("v" + thread)).isIn(null, round - 2),
        (thread, round) -> engine.eval("for key, value in pairs(_G) do last = value end"),
        (thread, round) -> {
          bindings.put("x" + thread, round);
          assertThat(engine.eval("return x" + thread, bindings)).isEqualTo(round);
          assertThat(bindings.remove("x" + thread)).isEqualTo(round);
        });
    assertThat(engine.getBindings(100).keySet()).contains("v0", "w1", "last");
    assertThat(bindings).isEmpty();
  }

  @Test
  void ownBindingsOfEachThread_doNotMix() throws Exception {
    engine.eval("where = 'engine'");
    List<Bindings> own = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      own.add(i % 2 == 0 ? new SimpleBindings() : engine.createBindings());
      own.get(i).put("n", 0);
    }
    CompiledScript script = engine.compile("n = n + 1 where = 'mine' return n");
    inParallel(
        (thread, round) -> {
          assertThat(script.eval(own.get(thread))).isEqualTo(round + 1);
          assertThat(engine.eval("return where")).isEqualTo("engine");
        });
  }

  @Test
  void functionsAndProxies() throws Exception {
    engine.eval(
        "calls, object = 0, {n = 0}\n"
            + "function applyAsInt(a, b) calls = calls + 1 return a * b end\n"
            + "function object:applyAsInt(a, b) self.n = self.n + 1 return a + b end");
    IntBinaryOperator product = engine.getInterface(IntBinaryOperator.class);
    IntBinaryOperator sum = engine.getInterface(engine.get("object"), IntBinaryOperator.class);
    inParallel(
        (thread, round) -> assertThat(product.applyAsInt(thread, round)).isEqualTo(thread * round),
        (thread, round) -> assertThat(sum.applyAsInt(thread, round)).isEqualTo(thread + round),
        (thread, round) ->
            assertThat(engine.invokeFunction("applyAsInt", thread, 3)).isEqualTo(3 * thread),
        (thread, round) ->
            assertThat(engine.invokeMethod(engine.get("object"), "applyAsInt", 1, round))
                .isEqualTo(1 + round));
    int each = THREADS * ROUNDS / 2;
    assertThat(engine.eval("return calls, object.n")).isEqualTo(new Object[] {each, each});
  }

  @Test
  void functionsAndTablesThatJavaHasKept() throws Exception {
    LuaCallable add = (LuaCallable) engine.eval("n = 0 return function(m) n = n + m return n end");
    IntBinaryOperator twice = add.as(IntBinaryOperator.class);
    @SuppressWarnings("unchecked") // the empty table is a map
    Map<Object, Object> map = (Map<Object, Object>) engine.eval("map = {} return map");
    @SuppressWarnings("unchecked") // what has a first element is a list
    List<Object> list = (List<Object>) engine.eval("list = {'first'} return list");
    inParallel(
        (thread, round) -> add.call(1),
        (thread, round) -> twice.applyAsInt(1, 0),
        (thread, round) -> map.put(thread + " " + round, round),
        (thread, round) -> engine.eval("map['lua " + thread + " " + round + "'] = true"),
        (thread, round) -> list.add("more"),
        (thread, round) -> engine.eval("list[#list + 1] = 'more'"));
    int each = THREADS * ROUNDS / 6;
    assertThat(engine.get("n")).isEqualTo(2 * each);
    assertThat(map).hasSize(2 * each);
    assertThat(list).hasSize(2 * each + 1);
  }

  @Test
  void coroutines_goFromThreadToThread() throws Exception {
    engine.eval("next = coroutine.wrap(function() for i = 1, 1e9 do coroutine.yield(i) end end)");
    Set<Object> seen = ConcurrentHashMap.newKeySet();
    inParallel((thread, round) -> seen.add(engine.eval("return next()")));
    assertThat(seen).hasSize(THREADS * ROUNDS).contains(1, THREADS * ROUNDS);
  }

  @Test
  void failures_areEachThreadsOwn() throws Exception {
    inParallel(
        (thread, round) ->
            assertThatThrownBy(() -> engine.eval("error('of " + thread + "', 0)"))
                .hasMessageContaining("of " + thread),
        (thread, round) ->
            assertThatThrownBy(() -> engine.eval("x = = " + thread))
                .isInstanceOf(ScriptException.class),
        (thread, round) -> assertThat(engine.eval("return " + thread)).isEqualTo(thread));
  }

  // ---- Java that calls again

  @Test
  void java_callsTheEngineAgain() throws Exception {
    engine.eval("function twice(n) return 2 * n end");
    engine.put("again", (Callable<Object>) () -> engine.eval("return twice(21)"));
    engine.put("function_", (Callable<Object>) () -> engine.invokeFunction("twice", 4));
    engine.put("bound", (Callable<Object>) () -> engine.get("answer"));
    inParallel(
        (thread, round) -> assertThat(engine.eval("return again()")).isEqualTo(42),
        (thread, round) ->
            assertThat(engine.eval("return coroutine.wrap(function() return function_() end)()"))
                .isEqualTo(8),
        (thread, round) ->
            assertThat(
                    engine.eval(
                        "answer = 7 local f = coroutine.wrap(function() coroutine.yield(again())"
                            + " return bound() end) return f(), f()"))
                .isEqualTo(new Object[] {42, 7}));
  }

  // ---- threads that wait

  /** Runs a script that stays in Java until it is let go. */
  private Thread occupy(CountDownLatch inside, CountDownLatch go) throws Exception {
    engine.put(
        "stay",
        (Callable<Object>)
            () -> {
              inside.countDown();
              go.await();
              return null;
            });
    Thread thread =
        new Thread(
            () -> {
              try {
                engine.eval("stay()");
              } catch (ScriptException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    inside.await();
    return thread;
  }

  @Test
  void waitingThread_canBeInterrupted() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CompiledScript script = engine.compile("return 1");
    Thread first = occupy(new CountDownLatch(1), go);
    List<Callable<Object>> all =
        List.of(
            () -> engine.eval("return 1"),
            script::eval,
            () -> engine.compile("return 2"),
            () -> engine.invokeFunction("f"),
            () -> engine.which("m"));
    for (Callable<Object> each : all) {
      Throwable thrown = interrupted(each);
      assertThat(thrown).isInstanceOf(ScriptException.class).hasMessageContaining("waited");
      assertThat(thrown.getCause()).isInstanceOf(InterruptedException.class);
    }
    Throwable thrown = interrupted(() -> engine.get("x"));
    assertThat(thrown).isInstanceOf(IllegalStateException.class);
    assertThat(thrown.getCause()).isInstanceOf(InterruptedException.class);
    go.countDown();
    first.join();
    assertThat(engine.eval("return 1")).isEqualTo(1);
  }

  /** Interrupts a thread while it waits, and returns what it then throws. */
  private static Throwable interrupted(Callable<Object> work) throws Exception {
    Throwable[] thrown = new Throwable[1];
    boolean[] flag = new boolean[1];
    Thread second =
        new Thread(
            () -> {
              try {
                work.call();
              } catch (Exception e) {
                thrown[0] = e;
              }
              flag[0] = Thread.currentThread().isInterrupted();
            });
    startAndAwaitWaiting(second);
    second.interrupt();
    second.join();
    assertThat(flag[0]).isTrue();
    return thrown[0];
  }

  // ---- the end

  @Test
  void close_waitsForTheOneAndRefusesTheOthers() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CompiledScript script = engine.compile("return 1");
    LuaCallable kept = (LuaCallable) engine.eval("return function() return 1 end");
    Thread first = occupy(new CountDownLatch(1), go);
    Throwable[] thrown = new Throwable[1];
    Thread second =
        new Thread(
            () -> {
              try {
                script.eval();
              } catch (ScriptException e) {
                thrown[0] = e;
              }
            });
    startAndAwaitWaiting(second);
    Thread closing = new Thread(engine::close);
    startAndAwaitWaiting(closing);
    assertThat(first.isAlive()).isTrue();
    go.countDown();
    for (Thread each : List.of(first, second, closing)) {
      each.join();
    }
    assertThat(thrown[0]).isInstanceOf(ScriptException.class).hasMessage("the engine is closed");
    assertThatThrownBy(kept::call).hasMessage("the engine is closed");
    assertThatThrownBy(() -> engine.eval("return 1")).hasMessage("the engine is closed");
  }

  private static void startAndAwaitWaiting(Thread thread) throws InterruptedException {
    thread.start();
    for (int i = 0; i < 30_000 && !isWaiting(thread); i++) {
      Thread.sleep(1);
    }
    assertThat(isWaiting(thread)).isTrue();
  }

  /** Tells whether a thread waits, be it until a wait is to be reported. */
  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  @Test
  void close_duringUse() throws Exception {
    for (int i = 0; i < 20; i++) {
      LuaScriptEngine own = LuaScriptEngine.builder().build();
      own.eval("n = 0");
      CompiledScript script = own.compile("n = n + 1 return n");
      int closer = i % THREADS;
      inParallel(
          (thread, round) -> {
            if (thread == closer && round == ROUNDS / 2) {
              own.close();
            }
            try {
              assertThat((Integer) script.eval()).isPositive();
            } catch (ScriptException e) {
              assertThat(e).hasMessage("the engine is closed");
            }
          });
      assertThatThrownBy(script::eval).hasMessage("the engine is closed");
    }
  }
}
