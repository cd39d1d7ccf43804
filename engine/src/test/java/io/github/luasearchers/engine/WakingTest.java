package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.luasearchers.testing.Promise;
import java.io.File;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A deadline wakes Java that a script has called and that blocks. */
@Tag("slow")
@Tag("timing")
class WakingTest {

  private static final int MILLIS = 30;

  private static final int LONG = 20_000;

  /** What was promised; elsewhere, that it was woken, as {@link #LONG} was not over. */
  private static final long PROMISED =
      Promise.within(Duration.ofMillis(100 + 400), Duration.ofMillis(LONG / 2)).toMillis();

  private static final int ROUNDS = 1_000;
  private static final int THREADS = 8;
  private static final int ENGINES = 10_000;

  private static final String WATCHDOG = "lua-deadlines";

  private static final ReentrantLock TAKEN = new ReentrantLock();

  private static final Object[][] BLOCKERS = {
    {"sleep", (Callable<?>) WakingTest::sleep},
    {"queue", (Callable<?>) () -> new ArrayBlockingQueue<>(1).take()},
    {"lock", (Callable<?>) WakingTest::lock},
    {"channel", (Callable<?>) () -> Pipe.open().source().read(ByteBuffer.allocate(1))},
    {"wrapped", (Callable<?>) WakingTest::sleepWrapped},
    {"without a cause", (Callable<?>) WakingTest::sleepAndHide},
    {"swallowed", (Callable<?>) WakingTest::sleepAndReturn},
    {"swallowed, and again", (Callable<?>) WakingTest::sleepTwice},
    {"flag taken", (Callable<?>) WakingTest::sleepAndClear},
  };

  private static final String[] CALLS = {
    "block:call()",
    "pcall(block.call, block)",
    "while true do pcall(block.call, block) end",
    "xpcall(function() block:call() end, function() caught = 1 end) caught = 2",
    "coroutine.wrap(function() pcall(block.call, block) caught = 3 end)()",
    "local c = coroutine.create(block.call) coroutine.resume(c, block) caught = 4",
    "table.sort({2, 1}, function(a, b) block:call() caught = 5 return a < b end)",
    "setmetatable({}, {__index = function() block:call() end}).x = block() caught = 6",
  };

  @AfterEach
  void flagIsClear() {
    assertThat(Thread.interrupted()).isFalse();
  }

  // ---- what blocks

  private static Object sleep() throws InterruptedException {
    Thread.sleep(LONG);
    return "slept";
  }

  private static Object lock() throws Exception {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread owner =
        new Thread(
            () -> {
              TAKEN.lock();
              locked.countDown();
              try {
                done.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              } finally {
                TAKEN.unlock();
              }
            });
    owner.start();
    locked.await();
    try {
      TAKEN.lockInterruptibly();
      return "locked";
    } finally {
      done.countDown();
    }
  }

  private static Object sleepWrapped() {
    try {
      return sleep();
    } catch (InterruptedException e) {
      throw new IllegalStateException("asleep", new RuntimeException(e));
    }
  }

  private static Object sleepAndHide() {
    try {
      return sleep();
    } catch (InterruptedException e) {
      throw new IllegalStateException("it did not work");
    }
  }

  private static Object sleepAndReturn() {
    try {
      return sleep();
    } catch (InterruptedException e) {
      return "woken";
    }
  }

  private static Object sleepTwice() {
    sleepAndReturn();
    return sleepAndReturn();
  }

  private static Object sleepAndClear() throws InterruptedException {
    try {
      return sleep();
    } finally {
      Thread.currentThread().interrupt();
      Thread.interrupted();
    }
  }

  // ---- a deadline

  @TestFactory
  Stream<DynamicTest> javaThatBlocks_isWoken() {
    return Stream.of(BLOCKERS)
        .flatMap(
            blocker ->
                Stream.of(CALLS)
                    .map(
                        call ->
                            DynamicTest.dynamicTest(
                                blocker[0] + ": " + call, () -> wake(blocker[1], call))));
  }

  private static void wake(Object blocker, String call) throws ScriptException {
    LuaScriptEngine engine = engine();
    engine.put("block", blocker);
    assertStopped(engine, call);
    assertThat(quickly(engine, "return caught")).isNull();
  }

  /** Evaluates what takes no time, with a deadline that may pass before on a busy machine. */
  private static Object quickly(LuaScriptEngine engine, String script) throws ScriptException {
    for (int i = 1; ; i++) {
      try {
        return engine.eval(script);
      } catch (LuaScriptException e) {
        if (i == Promise.tries(1) || e.getLimit().isEmpty()) {
          throw e;
        }
      }
    }
  }

  private static LuaScriptEngine engine() throws ScriptException {
    LuaScriptEngine engine =
        LuaScriptEngine.builder().setting("lua.limits.time", MILLIS + "ms").build();
    quickly(engine, "return 1"); // configured by the first use, not by the script
    return engine;
  }

  private static void assertStopped(LuaScriptEngine engine, String script) {
    long begin = System.nanoTime();
    assertStopped(catchThrowableOfType(LuaScriptException.class, () -> engine.eval(script)));
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    assertThat(millis).isBetween((long) MILLIS, MILLIS + PROMISED);
  }

  private static void assertStopped(LuaScriptException stop) {
    assertThat(stop).isNotNull();
    assertThat(stop.getLimit()).hasValue(Settings.LIMITS_TIME);
    assertThat(stop).hasCauseInstanceOf(TimeoutException.class);
    assertThat(stop).hasMessageContaining("it took longer than lua.limits.time = ");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void streams_areWoken() throws Exception {
    LuaScriptEngine engine = engine();
    try (PipedReader reader = new PipedReader();
        PipedWriter source = new PipedWriter(reader);
        PipedReader sink = new PipedReader(16);
        PipedWriter full = new PipedWriter(sink)) {
      engine.getContext().setReader(reader);
      assertStopped(engine, "while true do io.read() end");
      engine.getContext().setWriter(full);
      assertStopped(engine, "print(('x'):rep(100)) while true do pcall(print, 'x') end");
      assertStopped(engine, "print(('x'):rep(100))");
      source.write("line\n");
      assertThat(quickly(engine, "return io.read()")).isEqualTo("line");
    }
  }

  @Test
  void commands_areEnded() throws Exception {
    assumeTrue(new File("/bin/sh").canExecute(), "commands: there is no /bin/sh");
    LuaScriptEngine engine = engine();
    String[] waits = {
      "os.execute('sleep 20')",
      "io.popen('sleep 20'):read()",
      "io.popen('sleep 20; true'):close()",
      "local pipe = io.popen('sleep 20; true', 'w') while true do pipe:write(('x'):rep(1e5)) end",
      "for line in io.popen('echo line; sleep 20'):lines() do end",
    };
    for (String wait : waits) {
      assertStopped(engine, wait);
      assertStopped(engine, "pcall(function() " + wait + " end) while true do end");
    }
    assertThat(quickly(engine, "return io.popen('echo line'):read()")).isEqualTo("line");
  }

  @Test
  void mapsAndText_areWokenToo() throws Exception {
    LuaScriptEngine engine = engine();
    engine.put("block", new SlowText());
    assertStopped(engine, "return tostring(block)");
    assertStopped(engine, "pcall(tostring, block)");
    assertStopped(engine, "return block.value");
    assertStopped(engine, "pcall(function() return block.value end) return 1");
  }

  /** An object whose text and property take long. */
  public static final class SlowText {
    public Object getValue() {
      return sleepAndReturn();
    }

    @Override
    public String toString() {
      return String.valueOf(sleepAndReturn());
    }
  }

  @Test
  void attribute_wakesItsEvaluation() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    ScriptContext context = new SimpleScriptContext();
    context.setBindings(new SimpleBindings(), ScriptContext.ENGINE_SCOPE);
    context.setAttribute("lua.limits.time", MILLIS + "ms", ScriptContext.ENGINE_SCOPE);
    context.setAttribute("block", (Callable<?>) WakingTest::sleep, ScriptContext.ENGINE_SCOPE);
    assertStopped(
        catchThrowableOfType(
            LuaScriptException.class, () -> engine.eval("pcall(block.call, block)", context)));
    assertThat(engine.eval("return 1")).isEqualTo(1);
  }

  @Test
  void invokedFunctions_areWoken() throws Exception {
    LuaScriptEngine engine = engine();
    engine.put("block", (Callable<?>) WakingTest::sleep);
    engine.eval("function run() pcall(block.call, block) end");
    assertStopped(
        catchThrowableOfType(LuaScriptException.class, () -> engine.invokeFunction("run")));
    Runnable kept = engine.getInterface(Runnable.class);
    assertThat(catchThrowable(kept::run)).hasMessageContaining("lua.limits.time");
  }

  // ---- one inside the other

  /** Has the engine evaluate once more, with a deadline of its own. */
  private static Callable<String> inner(LuaScriptEngine engine, String script, int millis) {
    return () -> {
      ScriptContext context = new SimpleScriptContext();
      context.setBindings(new SimpleBindings(), ScriptContext.ENGINE_SCOPE);
      context.setAttribute("lua.limits.time", millis + "ms", ScriptContext.ENGINE_SCOPE);
      context.setAttribute("block", (Callable<?>) WakingTest::sleep, ScriptContext.ENGINE_SCOPE);
      LuaScriptException stop =
          catchThrowableOfType(LuaScriptException.class, () -> engine.eval(script, context));
      return stop.getLimit().orElse("none") + " " + Thread.currentThread().isInterrupted();
    };
  }

  @Test
  void tighterDeadlineInside_endsTheInnerOnly() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.limits.time", "20s").build();
    engine.put("inner", inner(engine, "block:call()", MILLIS));
    assertThat(engine.eval("return inner:call()")).isEqualTo("lua.limits.time false");
    assertThat(engine.eval("inner:call() return inner:call()")).isEqualTo("lua.limits.time false");
  }

  @Test
  void deadlineInsideWithoutOneOutside() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.put("inner", inner(engine, "pcall(block.call, block)", MILLIS));
    assertThat(engine.eval("return inner:call()")).isEqualTo("lua.limits.time false");
  }

  @Test
  void outerDeadline_holdsAfterAnInnerOneHasPassed() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.limits.time", "2s").build();
    engine.eval("return 1");
    engine.put("inner", inner(engine, "block:call()", MILLIS));
    engine.put("block", (Callable<?>) WakingTest::sleepAndHide);
    assertStopped(
        catchThrowableOfType(
            LuaScriptException.class,
            () -> engine.eval("first = inner:call() pcall(block.call, block) second = true")));
    assertThat(engine.get("first")).isEqualTo("lua.limits.time false");
    assertThat(engine.get("second")).isNull();
  }

  @Test
  void outerDeadline_endsTheInnerToo() throws Exception {
    LuaScriptEngine engine = engine();
    engine.put("inner", inner(engine, "block:call()", LONG));
    assertStopped(engine, "while true do pcall(inner.call, inner) end");
  }

  @Test
  void otherEnginesInside_endWithTheOuterOne() throws Exception {
    LuaScriptEngine outer = engine();
    for (String time : new String[] {"20s", "35ms", "30ms", "10ms"}) {
      LuaScriptEngine inner = LuaScriptEngine.builder().setting("lua.limits.time", time).build();
      inner.put("block", (Callable<?>) WakingTest::sleep);
      outer.put("inner", (Callable<?>) () -> inner.eval("pcall(block.call, block)"));
      assertStopped(outer, "while true do pcall(inner.call, inner) end");
    }
  }

  // ---- the host's own interrupt

  @Test
  void interruptOfTheHosts_staysAndIsNoTimeout() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.limits.time", "20s").build();
    engine.put("block", (Callable<?>) WakingTest::sleep);
    Thread.currentThread().interrupt();
    LuaScriptException stop =
        catchThrowableOfType(
            LuaScriptException.class, () -> engine.eval("pcall(block.call, block)"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stop).hasCauseInstanceOf(InterruptedException.class);
    assertThat(stop.getLimit()).isEmpty();
  }

  @Test
  void interruptOfTheHosts_beforeTheDeadline_isKept() throws Exception {
    LuaScriptEngine engine = engine();
    engine.put("busy", (Runnable) WakingTest::interruptAndBeBusy);
    LuaScriptException stop =
        catchThrowableOfType(LuaScriptException.class, () -> engine.eval("busy:run()"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stop).hasCauseInstanceOf(InterruptedException.class);
  }

  /** As a host's thread would interrupt this one, which then does not look until it is too late. */
  private static void interruptAndBeBusy() {
    Thread.currentThread().interrupt();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(4 * MILLIS);
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  // ---- nothing is left

  @Test
  void evaluationsThatEndAboutAtTheDeadline_leaveNoFlag() throws Exception {
    AtomicInteger stopped = new AtomicInteger();
    List<FutureTask<?>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      FutureTask<?> task =
          new FutureTask<>(
              () -> {
                evaluateUpToTheDeadline(stopped);
                return null;
              });
      tasks.add(task);
      new Thread(task, "evaluates").start();
    }
    for (FutureTask<?> task : tasks) {
      task.get();
    }
    assertThat(stopped.get()).isPositive();
  }

  private static void evaluateUpToTheDeadline(AtomicInteger stopped) throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.limits.time", "1ms").build();
    BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
    int[] wait = {0};
    engine.put("block", (Callable<?>) () -> queue.poll(wait[0], TimeUnit.MICROSECONDS));
    for (int i = 0; i < ROUNDS / THREADS; i++) {
      wait[0] = 20_500 + i % 100 * 15; // the deadline and its grace are 21 ms
      if (isStopped(engine)) {
        stopped.incrementAndGet();
      }
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
    Thread.sleep(2 * MILLIS); // what came late would end this
  }

  private static boolean isStopped(LuaScriptEngine engine) throws ScriptException {
    try {
      engine.eval("pcall(block.call, block)");
      return false;
    } catch (LuaScriptException e) {
      assertStopped(e);
      return true;
    }
  }

  @Test
  void manyEngines_leaveNoThread() throws Exception {
    for (int i = 0; i < ENGINES; i++) {
      LuaScriptEngine.builder().setting("lua.limits.time", "1h").build().eval("return 1");
    }
    assertThat(watchdogs()).isLessThanOrEqualTo(1);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONG);
    while (watchdogs() > 0 && System.nanoTime() - end < 0) {
      Thread.sleep(MILLIS);
    }
    assertThat(watchdogs()).isZero();
    assertStoppedAgain();
  }

  private static void assertStoppedAgain() throws ScriptException {
    LuaScriptEngine engine = engine();
    engine.put("block", (Callable<?>) WakingTest::sleep);
    assertStopped(engine, "block:call()");
  }

  private static long watchdogs() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(WATCHDOG))
        .count();
  }
}
