package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What a script hands to Java runs in other threads while the script waits for it, in turn. */
@Timeout(120)
class CallbackThreadsTest {

  private static final int ROUNDS = 5;

  /** Ways in which Java calls back from other threads: a name, a script and its result. */
  private static final Object[][] CONSTRUCTS = {
    {"supplyAsync", "return Future:supplyAsync(function() return 6 * 7 end):get()", 42},
    {"join of a future", "return Future:supplyAsync(function() return 6 * 7 end):join()", 42},
    {"submit", "return pool:submit(function() return 6 * 7 end):get()", 42},
    {
      "join of a thread",
      "local n = 0 local t = Thread(function() n = n + 1 end) t:start() t:join() return n",
      1
    },
    {
      "parallel stream",
      "local n = 0 numbers:parallelStream():forEach(function(i) n = n + i end) return n",
      5050
    },
    {
      "results of a parallel stream",
      "local s = 0 for _, x in pairs(numbers:parallelStream():map(function(i) return i * 2 end)"
          + ":collect(toList)) do s = s + x end return s",
      10100
    },
    {
      "iterator of a parallel stream",
      "local s = 0 for _, x in pairs(numbers:parallelStream():map(function(i) return i * 2 end)"
          + ":sorted()) do s = s + x end return s",
      10100
    },
    {
      "invokeAll",
      "local n = 0 local function f() n = n + 1 return n end"
          + " for _, each in pairs(pool:invokeAll(calls:of(f))) do each:get() end return n",
      8
    },
    {
      "a chain of futures",
      "return Future:supplyAsync(function() return 1 end)"
          + ":thenApplyAsync(function(x) return x + 1 end)"
          + ":thenCombineAsync(Future:supplyAsync(function() return 3 end),"
          + " function(a, b) return a * b end):get()",
      6
    },
    {
      "nested",
      "return pool:submit(function() return 1 + pool:submit(function() return 1 +"
          + " pool:submit(function() return 5 end):get() end):get() end):get()",
      7
    },
    {
      "nested parallel streams",
      "local n = 0 few:parallelStream():forEach(function(i)"
          + " few:parallelStream():forEach(function(j) n = n + 1 end) end) return n",
      64
    },
    {
      "a table on both sides",
      "local t = {} for i = 1, 100 do t[i] = i end local n = 0"
          + " Arrays:asList(t):parallelStream():forEach(function(l) n = n + #l end)"
          + " return n + pool:submit(function() return t end):get()[100]",
      200
    },
    {
      "in a coroutine",
      "local co = coroutine.wrap(function() for i = 1, 3 do"
          + " coroutine.yield(pool:submit(function() return i end):get()) end end)"
          + " return co() + co() + co()",
      6
    },
    {
      "coroutines in it",
      "return pool:submit(function() local co = coroutine.wrap(function(a) local b ="
          + " coroutine.yield(a + 1) return b * 2 end) return co(1) + co(20) end):get()",
      42
    },
    {
      "nested evaluation",
      "return pool:submit(function() return evaluate:apply('return 6 * 7') end):get()",
      42
    },
    {
      "evaluation that waits",
      "return evaluate:apply('return pool:submit(function() return 6 * 7 end):get()')",
      42
    },
    {
      "error",
      "local ok, e = pcall(function() pool:submit(function() error('told') end):get() end)"
          + " return tostring(e):match('told')",
      "told"
    },
    {
      "error of a table",
      "local ok, e = pcall(function() Future:runAsync(function() error{code = 7} end):get() end)"
          + " return ok, pcall(function() return 1 end) and 2",
      new Object[] {false, 2}
    },
    {
      "upvalues and globals",
      "x = 0 local y = 0 for i = 1, 20 do pool:submit(function() x = x + 1 y = y + 1 end):get() end"
          + " return x + y",
      40
    },
  };

  /** Takes a call as what it is, which a {@code Function} would not. */
  public interface Copies {
    List<Callable<?>> of(Callable<?> call);
  }

  /** Takes a call to make it later. */
  public interface Later {
    void accept(Callable<?> call);
  }

  private final ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(8);
  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  @BeforeEach
  void prepare() throws ScriptException {
    prepare(engine);
  }

  @AfterEach
  void shutDown() {
    pool.shutdownNow();
  }

  private void prepare(LuaScriptEngine some) throws ScriptException {
    some.put("pool", pool);
    some.put("numbers", IntStream.rangeClosed(1, 100).boxed().collect(Collectors.toList()));
    some.put("few", IntStream.rangeClosed(1, 8).boxed().collect(Collectors.toList()));
    some.put("toList", Collectors.toList());
    some.put("evaluate", (Function<String, Object>) text -> eval(some, text));
    some.put("calls", (Copies) call -> new ArrayList<>(Collections.nCopies(8, call)));
    some.eval(
        "Future = luajava.bindClass 'java.util.concurrent.CompletableFuture'"
            + " Thread = luajava.bindClass 'java.lang.Thread'"
            + " Arrays = luajava.bindClass 'java.util.Arrays'");
  }

  private static Object eval(LuaScriptEngine engine, String text) {
    try {
      return engine.eval(text);
    } catch (ScriptException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- what just works

  @TestFactory
  List<DynamicTest> constructs() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Object[] each : CONSTRUCTS) {
      for (String limit : new String[] {null, "60s"}) {
        String name = each[0] + (limit == null ? "" : ", with a deadline");
        tests.add(DynamicTest.dynamicTest(name, () -> rounds(each, limit)));
      }
    }
    return tests;
  }

  private void rounds(Object[] construct, String limit) throws Exception {
    LuaScriptEngine some = LuaScriptEngine.builder().build();
    prepare(some);
    if (limit != null) {
      some.put(Settings.LIMITS_TIME, limit);
      some.put(Settings.LIMITS_MEMORY, "64M");
      some.put(Settings.LIMITS_INSTRUCTIONS, "50M");
    }
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(some.eval((String) construct[1])).isEqualTo(construct[2]);
    }
  }

  @Test
  void functionOfAnEndedEvaluation_isAnEvaluationOfItsOwn() throws Exception {
    ArrayBlockingQueue<Object> results = new ArrayBlockingQueue<>(1);
    CountDownLatch ended = new CountDownLatch(1);
    engine.put("results", results);
    engine.put("ended", ended);
    engine.put(
        "later",
        (Later)
            call ->
                pool.submit(
                    () -> {
                      ended.await();
                      return results.add(call.call());
                    }));
    engine.eval("x = 1 later:accept(function() x = x + 1 return x end)");
    ended.countDown();
    assertThat(results.poll(30, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(engine.get("x")).isEqualTo(2);
  }

  @Test
  void callThatDoesNotWait_isNotHeldUp() throws Exception {
    ArrayBlockingQueue<Object> in = new ArrayBlockingQueue<>(100);
    ArrayBlockingQueue<Object> out = new ArrayBlockingQueue<>(100);
    engine.put("inbox", in);
    engine.put("outbox", out);
    engine.eval(
        "pool:execute(function() while true do local m = inbox:take() if m == 'stop' then break end"
            + " outbox:put(m * 2) end end)"
            + " for i = 1, 20 do inbox:put(i) end inbox:put 'stop'");
    for (int i = 1; i <= 20; i++) {
      assertThat(out.poll(30, TimeUnit.SECONDS)).isEqualTo(2 * i);
    }
  }

  // ---- nobody gets between

  @Test
  void evaluations_doNotMix() throws Exception {
    engine.eval("n = 0 log = {}");
    String script =
        "local before = n"
            + " local sum = pool:submit(function() local a = n Thread:sleep(1) return a end):get()"
            + " few:parallelStream():forEach(function(i) Thread:sleep(1) end)"
            + " assert(n == before and sum == before, 'mixed')"
            + " n = before + 1 return n";
    List<FutureTask<Object>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      FutureTask<Object> task =
          new FutureTask<>(
              () -> {
                for (int round = 0; round < 10; round++) {
                  engine.eval(script);
                }
                return "done";
              });
      tasks.add(task);
      start(task);
    }
    for (FutureTask<Object> each : tasks) {
      assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo("done");
    }
    assertThat(engine.get("n")).isEqualTo(40);
  }

  @Test
  void callBackIsWhole_toTheOthersOfItsEvaluation() throws Exception {
    assertThat(
            engine.eval(
                "local a, b, torn = 0, 0, 0 numbers:parallelStream():forEach(function(i)"
                    + " if a ~= b then torn = torn + 1 end a = a + 1 local s = ('x'):rep(1000)"
                    + " for k = 1, 1000 do end b = b + 1 end) return torn, a, b"))
        .isEqualTo(new Object[] {0, 100, 100});
  }

  @Test
  void othersWait_whileACallOfJavaWaits() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    engine.put("inside", inside);
    engine.put("go", go);
    LuaCallable kept = (LuaCallable) engine.eval("return function() return state end");
    FutureTask<Object> first =
        new FutureTask<>(
            () ->
                engine.eval(
                    "state = 'half' pool:submit(function() inside:countDown() go:await() end):get()"
                        + " state = 'whole'"));
    start(first);
    inside.await();
    List<FutureTask<Object>> others = new ArrayList<>();
    others.add(new FutureTask<>(() -> engine.eval("return state")));
    others.add(new FutureTask<>(() -> engine.get("state")));
    others.add(new FutureTask<>(() -> kept.call()));
    others.forEach(CallbackThreadsTest::start);
    Thread.sleep(100);
    for (FutureTask<Object> each : others) {
      assertThat(each.isDone()).isFalse();
    }
    go.countDown();
    for (FutureTask<Object> each : others) {
      assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo("whole");
    }
    first.get(30, TimeUnit.SECONDS);
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "evaluates");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  // ---- the end

  private static final String[] ENDLESS = {
    "pool:submit(function() while true do end end):get()",
    "pool:submit(function() Thread:sleep(100000) end):get()",
    "pool:submit(function() pool:submit(function() while true do end end):get() end):get()",
    "pool:submit(function() evaluate:apply('while true do end') end):get()",
    "numbers:parallelStream():forEach(function(i) while true do end end)",
    "numbers:parallelStream():forEach(function(i) Thread:sleep(100000) end)",
    "local t = Thread(function() while true do end end) t:setDaemon(true) t:start() t:join()",
    "Future:supplyAsync(function() while true do end end):join()",
    "local t = {} for i = 1, 8 do t[i] = pool:submit(function() pcall(function() while true do end"
        + " end) end) end for i = 1, 8 do t[i]:get() end",
  };

  @TestFactory
  List<DynamicTest> deadline_endsAllThreads() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String script : ENDLESS) {
      tests.add(DynamicTest.dynamicTest(script, () -> assertStopped(script)));
    }
    return tests;
  }

  /**
   * Waits for what pools still had to do when the evaluation was stopped: they do it all the same,
   * each as an evaluation of its own, with the limit that then holds.
   */
  private void awaitWhatIsLeft() throws InterruptedException {
    assertThat(ForkJoinPool.commonPool().awaitQuiescence(60, TimeUnit.SECONDS)).isTrue();
    // A task that a thread of the pool has just taken is neither queued nor active for a moment.
    for (int quiet = 0; quiet < 50; quiet++) {
      Thread.sleep(1);
      if (pool.getActiveCount() > 0 || !pool.getQueue().isEmpty()) {
        quiet = 0;
      }
    }
  }

  private void assertStopped(String script) throws Exception {
    engine.put(Settings.LIMITS_TIME, "100ms");
    for (int i = 0; i < 3; i++) {
      assertThat(catchThrowable(() -> engine.eval(script)))
          .isInstanceOf(LuaScriptException.class)
          .hasCauseInstanceOf(TimeoutException.class)
          .hasMessageContaining("lua.limits.time = 100ms");
      assertThat(Thread.interrupted()).isFalse();
    }
    awaitWhatIsLeft();
    engine.put(Settings.LIMITS_TIME, "60s");
    assertThat(engine.eval("return pool:submit(function() return 42 end):get()")).isEqualTo(42);
    List<CompletableFuture<Boolean>> flags = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      flags.add(CompletableFuture.supplyAsync(() -> Thread.currentThread().isInterrupted(), pool));
    }
    for (CompletableFuture<Boolean> flag : flags) {
      assertThat(flag.get(30, TimeUnit.SECONDS)).as("a flag is left").isFalse();
    }
  }

  @Test
  void interrupt_ofTheThreadThatWaits_stopsBoth() throws Exception {
    for (String script :
        new String[] {
          ENDLESS[0],
          ENDLESS[1],
          ENDLESS[2],
          "pool:submit(function() while true do end end) Thread:sleep(50)",
          "pool:submit(function() Thread:sleep(100000) end) Thread:sleep(50)",
        }) {
      FutureTask<Throwable> task =
          new FutureTask<>(() -> catchThrowable(() -> engine.eval(script)));
      Thread thread = start(task);
      Thread.sleep(100);
      thread.interrupt();
      assertThat(task.get(30, TimeUnit.SECONDS))
          .isInstanceOf(LuaScriptException.class)
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(engine.eval("return pool:submit(function() return 42 end):get()")).isEqualTo(42);
    }
  }

  @Test
  void interrupt_ofTheThreadThatCallsBack_isAnErrorToTheScript() throws Exception {
    Thread[] worker = new Thread[1];
    CountDownLatch runs = new CountDownLatch(1);
    engine.put(
        "runs",
        (Runnable)
            () -> {
              worker[0] = Thread.currentThread();
              runs.countDown();
            });
    FutureTask<Object> task =
        new FutureTask<>(
            () ->
                engine.eval(
                    "local ok, e = pcall(function() local t = pool:submit(function() runs:run()"
                        + " while true do end end) t:get() end) return ok, 'goes on'"));
    start(task);
    runs.await();
    worker[0].interrupt();
    assertThat(task.get(30, TimeUnit.SECONDS)).isEqualTo(new Object[] {false, "goes on"});
  }

  @Test
  void instructions_arePaidByAll() {
    engine.put(Settings.LIMITS_INSTRUCTIONS, "1M");
    assertThatThrownBy(
            () ->
                engine.eval(
                    "for i = 1, 1000 do pcall(function() pool:submit(function() for k = 1, 10000 do"
                        + " end end):get() end) end"))
        .isInstanceOf(LuaScriptException.class)
        .hasMessageContaining("lua.limits.instructions");
  }

  @Test
  void memory_isHeldByAll() throws Exception {
    engine.put(Settings.LIMITS_MEMORY, "8M");
    Object result =
        engine.eval(
            "local t = {} local ok, e = pcall(function() for i = 1, 100 do pool:submit(function()"
                + " t[i] = ('x'):rep(1000000 + i) end):get() end end)"
                + " local n = #t t = nil return ok, n < 12, n > 3");
    assertThat(result).isEqualTo(new Object[] {false, true, true});
  }

  @Test
  void stack_isThatOfOne() {
    assertThatThrownBy(
            () ->
                engine.eval(
                    "local function f(n) return 1 + Future:supplyAsync(function() return f(n + 1)"
                        + " end, each):get() end each = each or nil"
                        + " local own = luajava.bindClass('java.util.concurrent.Executors')"
                        + ":newCachedThreadPool() each = own"
                        + " local ok, e = pcall(f, 1) own:shutdown() error(e, 0)"))
        .isInstanceOf(LuaScriptException.class)
        .hasMessageContaining("stack overflow");
  }

  // ---- waits that nothing ends

  /** Has a thread that no interrupt wakes wait for a function of an evaluation that has ended. */
  @Test
  void callBackOfAnother_endsSoonAfterTheDeadlineOfWhoWaitsForIt() throws Exception {
    engine.put(
        "list", new ArrayList<>(IntStream.range(0, 1000).boxed().collect(Collectors.toList())));
    LuaCallable kept = (LuaCallable) engine.eval("return function(x) return x end");
    engine.put(
        "waits",
        (Runnable)
            () -> {
              CompletableFuture<Object> called =
                  CompletableFuture.supplyAsync(() -> kept.call(1), pool);
              called.handle((result, error) -> error).join();
              boolean flag = Thread.interrupted();
              assertThat(catchThrowable(called::join))
                  .hasMessageContaining("waited for the evaluation in the thread '")
                  .hasMessageContaining(Thread.currentThread().getName());
              if (flag) {
                Thread.currentThread().interrupt();
              }
            });
    engine.put(Settings.LIMITS_TIME, "200ms");
    assertThatThrownBy(() -> engine.eval("waits:run()"))
        .isInstanceOf(LuaScriptException.class)
        .hasCauseInstanceOf(TimeoutException.class);
    engine.put(Settings.LIMITS_TIME, "60s");
    assertThat(kept.call(5)).isEqualTo(5);
  }
}
