package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code os.clock} counts: judged by the thread's own time, so that load is no matter. */
@Timeout(60)
class ClockTest {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final LuaScriptEngine lua = LuaScriptEngine.builder().build();

  @BeforeEach
  void threadsHaveTimes() {
    assumeThat(THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled())
        .isTrue();
  }

  private static double seconds() {
    return THREADS.getCurrentThreadCpuTime() / 1e9;
  }

  @Test
  void stepsAreFinerThanTicks() throws Exception {
    Object[] measured =
        (Object[])
            lua.eval(
                "local from, last, steps = os.clock(), os.clock(), 0"
                    + " repeat local now = os.clock()"
                    + " if now ~= last then steps = steps + 1 last = now end"
                    + " until now - from >= 0.05 return steps, last - from");
    // The system's own ticks, of which there were 5, are 10 ms.
    assertThat(((Number) measured[0]).intValue()).isGreaterThan(500);
    assertThat(((Number) measured[1]).doubleValue()).isBetween(0.05, 5.0);
  }

  @Test
  void differences_areTheThreadsOwnTime() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread[] others = new Thread[2];
    for (int i = 0; i < others.length; i++) {
      others[i] = new Thread(() -> spinUntil(done));
      others[i].start();
    }
    try {
      lua.put("seconds", (DoubleSupplier) ClockTest::seconds);
      Object[] measured =
          (Object[])
              lua.eval(
                  "local outer, from = seconds(), os.clock() local inner = seconds()"
                      + " repeat local now = seconds() until now - inner >= 0.1"
                      + " now = seconds() local to = os.clock()"
                      + " return to - from, now - inner, seconds() - outer");
      double clock = (Double) measured[0];
      assertThat(clock).isBetween((Double) measured[1], (Double) measured[2]);
    } finally {
      done.set(true);
      for (Thread other : others) {
        other.join();
      }
    }
  }

  private static void spinUntil(AtomicBoolean done) {
    while (!done.get()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void waiting_takesNoTime() throws Exception {
    lua.put("sleep", (Runnable) ClockTest::sleep);
    assertThat((Double) lua.eval("local from = os.clock() sleep() return os.clock() - from"))
        .isLessThan(0.5);
  }

  private static void sleep() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void readings_neverGoBack() throws Exception {
    double last = 0;
    for (int i = 0; i < 40; i++) {
      Callable<Object> evaluation =
          () -> lua.eval("for i = 1, 20000 do end return os.clock(), os.clock()");
      Object[] readings =
          (Object[]) (i % 3 == 0 ? evaluation.call() : inThread(evaluation, i % 3 == 1));
      for (Object reading : readings) {
        assertThat(((Number) reading).doubleValue()).isGreaterThanOrEqualTo(last);
        last = ((Number) reading).doubleValue();
      }
    }
  }

  /** Evaluates in a thread that is new, and may have used much time before. */
  private static Object inThread(Callable<Object> evaluation, boolean busy) throws Exception {
    FutureTask<Object> task =
        new FutureTask<>(
            () -> {
              double from = seconds();
              while (busy && seconds() - from < 0.01) {
                Thread.onSpinWait();
              }
              return evaluation.call();
            });
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
    return task.get();
  }

  @Test
  void threadsTimeThatIsSwitchedOff_isTheTimeThatGoesBy() throws Exception {
    double before = ((Number) lua.eval("return os.clock()")).doubleValue();
    THREADS.setThreadCpuTimeEnabled(false);
    try {
      Object[] readings = (Object[]) lua.eval("return os.clock(), os.clock()");
      assertThat(((Number) readings[0]).doubleValue()).isBetween(before, before + 60);
      assertThat(((Number) readings[1]).doubleValue()).isBetween((Double) readings[0], before + 60);
      LuaScriptEngine fresh = LuaScriptEngine.builder().build();
      assertThat(((Number) fresh.eval("return os.clock()")).doubleValue()).isBetween(0.0, 60.0);
    } finally {
      THREADS.setThreadCpuTimeEnabled(true);
    }
  }
}
