package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.script.Bindings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scripts of two engines that call each other from two threads wait for each other's end. */
@Timeout(60)
class CrosswiseTest {

  private static final String CALL = "return 'got ' .. other:call()";

  /** Meets the other thread once both have their own engine's turn. */
  private final CyclicBarrier inside = new CyclicBarrier(2);

  private FutureTask<Object> first;
  private FutureTask<Object> second;

  /** Has two threads call from one engine into the other, until both wait. */
  private Thread entangle(LuaScriptEngine one, LuaScriptEngine two) throws Exception {
    one.put("other", caller(two));
    two.put("other", caller(one));
    first = new FutureTask<>(() -> one.eval(CALL));
    second = new FutureTask<>(() -> two.eval(CALL));
    Thread thread = start(first);
    start(second);
    return thread;
  }

  private Callable<Object> caller(LuaScriptEngine engine) {
    return () -> {
      inside.await();
      return engine.eval("return 42");
    };
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "crosswise");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static Throwable failure(FutureTask<Object> task) throws Exception {
    try {
      throw new AssertionError("it returned " + task.get(30, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Test
  void deadlineOfOne_letsBothEnd() throws Exception {
    LuaScriptEngine one = LuaScriptEngine.builder().setting("lua.limits.time", "200ms").build();
    entangle(one, LuaScriptEngine.builder().build());
    assertThat(failure(first))
        .isInstanceOf(LuaScriptException.class)
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("got 42");
    assertThat(one.eval("return 1")).isEqualTo(1);
  }

  @Test
  void interruptOfOne_letsBothEnd() throws Exception {
    LuaScriptEngine one = LuaScriptEngine.builder().build();
    Thread thread = entangle(one, LuaScriptEngine.builder().build());
    Thread.sleep(100);
    assertThat(first.isDone() || second.isDone()).as("they wait for each other").isFalse();
    thread.interrupt();
    assertThat(failure(first))
        .isInstanceOf(LuaScriptException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("got 42");
    assertThat(one.eval("return 1")).isEqualTo(1);
  }

  @Test
  void turnThatIsWaitedFor_doesNotCount() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.put("meet", (Callable<Object>) () -> inside.await());
    engine.put("sleep", (Runnable) CrosswiseTest::sleep);
    first = new FutureTask<>(() -> engine.eval("meet:call() sleep:run() return 'slept'"));
    start(first);
    inside.await();
    Bindings bindings = engine.createBindings();
    bindings.put("lua.limits.time", "300ms");
    assertThat(engine.eval("return 'in time'", bindings)).isEqualTo("in time");
    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("slept");
  }

  private static void sleep() {
    try {
      Thread.sleep(600);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
