package io.github.luasearchers.engine.jit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import io.github.luasearchers.engine.Settings;
import io.github.luasearchers.testing.Promise;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.script.ScriptEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Loops that were compiled while they ran end soon after an interrupt, and at a deadline. */
@Tag("slow")
@Tag("timing")
final class CompiledStoppingTest {

  private static final int MILLIS = 30;

  /** What was promised. */
  private static final int PROMISED = 100;

  private static final long GIVEN_UP =
      Promise.within(Duration.ofSeconds(10), Duration.ofMinutes(1)).toMillis();

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static Compilations compilations;

  @BeforeAll
  static void watch() {
    compilations = new Compilations();
  }

  @AfterAll
  static void watchNoMore() {
    compilations.close();
  }

  @TestFactory
  Stream<DynamicTest> compiledLoop_isStopped() {
    return Shape.ALL.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> stop(each)));
  }

  private static void stop(Shape shape) throws Exception {
    compilations.clear();
    try (LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.jit", "true").build()) {
      engine.put(ScriptEngine.FILENAME, shape.file());
      engine.eval(shape.script());
      long interrupted = Long.MAX_VALUE;
      for (int i = 0; i < Promise.tries(1) && !Promise.isKept(interrupted, PROMISED); i++) {
        interrupted = millisAfterInterrupt(engine, shape);
      }
      assertKept(interrupted, PROMISED);
      engine.put(Settings.LIMITS_TIME, MILLIS + "ms");
      long late = Long.MAX_VALUE;
      for (int i = 0; i < Promise.tries(1) && !Promise.isKept(late, MILLIS + PROMISED); i++) {
        late = millisToDeadline(engine);
      }
      assertKept(late, MILLIS + PROMISED);
    }
  }

  private static long millisAfterInterrupt(LuaScriptEngine engine, Shape shape)
      throws InterruptedException {
    Work work = new Work(engine);
    work.start();
    boolean isCompiled = compilations.await(shape.file());
    long before = THREADS.getThreadCpuTime(work.getId());
    work.interrupt();
    work.join(GIVEN_UP);
    assertThat(work.isAlive()).isFalse();
    assertThat(isCompiled).as("it was compiled").isTrue();
    assertThat(work.thrown).isInstanceOf(LuaScriptException.class);
    assertThat(work.thrown).hasMessageContaining("interrupted");
    return TimeUnit.NANOSECONDS.toMillis(work.nanos - before);
  }

  private static long millisToDeadline(LuaScriptEngine engine) throws InterruptedException {
    Work work = new Work(engine);
    work.start();
    work.join(GIVEN_UP);
    assertThat(work.isAlive()).isFalse();
    assertThat(work.thrown).isInstanceOf(LuaScriptException.class);
    assertThat(((LuaScriptException) work.thrown).getLimit()).hasValue(Settings.LIMITS_TIME);
    return TimeUnit.NANOSECONDS.toMillis(work.nanos);
  }

  private static void assertKept(long millis, long promised) {
    assertThat(Promise.isKept(millis, promised)).as(millis + " ms of CPU time").isTrue();
  }

  /** A thread that runs the loop. What it takes is its own time, not that of others. */
  private static final class Work extends Thread {

    private final LuaScriptEngine engine;
    private volatile Throwable thrown = new AssertionError("the loop has ended");
    private volatile long nanos;

    Work(LuaScriptEngine engine) {
      super("work");
      this.engine = engine;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        engine.invokeFunction("work");
      } catch (Throwable e) {
        thrown = e;
      }
      nanos = THREADS.getCurrentThreadCpuTime();
    }
  }
}
