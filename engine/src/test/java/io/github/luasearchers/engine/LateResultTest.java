package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.base.Throwables;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.script.CompiledScript;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A result or an argument that is long to convert is a part of its evaluation, by each door. */
class LateResultTest {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int MILLIS = 40;
  private static final int PROMISED = 100;

  /** The characters of the text, each of two bytes. */
  private static final int LENGTH = 64 << 20;

  /** What a machine is to need at most for a thousandth of the conversion. */
  private static final long FAST = TimeUnit.MICROSECONDS.toNanos(400);

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  /** Calls through one of the doors, with a text that the script has or that it gets. */
  private interface Door {
    Object call() throws Exception;
  }

  private static void add(List<DynamicTest> tests, String name, Door door) {
    tests.add(DynamicTest.dynamicTest(name, () -> assertLate(door)));
  }

  private static void assertLate(Door door) {
    long slowness = slowness();
    long before = THREADS.getCurrentThreadCpuTime();
    Throwable thrown = catchThrowable(door::call);
    long millis = TimeUnit.NANOSECONDS.toMillis(THREADS.getCurrentThreadCpuTime() - before);
    assertThat(thrown).as("it is stopped").isNotNull();
    assertThat(Throwables.getRootCause(thrown)).isInstanceOf(TimeoutException.class);
    assertThat(millis).isLessThan(MILLIS + PROMISED * slowness);
  }

  /** Returns how many times slower than a usual machine this one converts text now. */
  private static long slowness() {
    byte[] part = "ä".repeat(LENGTH / 1000).getBytes(StandardCharsets.UTF_8);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      assertThat(new String(part, StandardCharsets.UTF_8)).hasSize(LENGTH / 1000);
      least = Math.min(least, THREADS.getCurrentThreadCpuTime() - before);
    }
    return 1 + least / FAST;
  }

  @TestFactory
  List<DynamicTest> results() throws Exception {
    engine.eval("s = ('ä'):rep(" + LENGTH + ") function call() return s end o = {call = call}");
    CompiledScript script = engine.compile("return s");
    Object object = engine.get("o");
    Callable<?> global = engine.getInterface(Callable.class);
    Callable<?> ofObject = engine.getInterface(object, Callable.class);
    LuaCallable function = (LuaCallable) engine.get("call");
    Callable<?> implemented = function.as(Callable.class);
    engine.put(Settings.LIMITS_TIME, MILLIS + "ms");
    List<DynamicTest> tests = new ArrayList<>();
    add(tests, "eval", () -> engine.eval("return s"));
    add(tests, "several results", () -> engine.eval("return 1, s"));
    add(tests, "error", () -> engine.eval("error(s)"));
    add(tests, "compiled", script::eval);
    add(tests, "invokeFunction", () -> engine.invokeFunction("call"));
    add(tests, "invokeMethod", () -> engine.invokeMethod(object, "call"));
    add(tests, "getInterface", global::call);
    add(tests, "getInterface of an object", ofObject::call);
    add(tests, "function", function::call);
    add(tests, "function as an interface", implemented::call);
    return tests;
  }

  @TestFactory
  List<DynamicTest> arguments() throws Exception {
    engine.eval("function apply(x) return #x end o = {apply = function(self, x) return #x end}");
    Object object = engine.get("o");
    LuaCallable function = (LuaCallable) engine.get("apply");
    engine.put(Settings.LIMITS_TIME, MILLIS + "ms");
    String text = "ä".repeat(LENGTH);
    SimpleBindings bindings = new SimpleBindings();
    bindings.put("javax.script.argv", new Object[] {text});
    bindings.put(Settings.LIMITS_TIME, MILLIS + "ms");
    List<DynamicTest> tests = new ArrayList<>();
    add(tests, "argv", () -> engine.eval("return #(...)", bindings));
    add(tests, "invokeFunction", () -> engine.invokeFunction("apply", text));
    add(tests, "invokeMethod", () -> engine.invokeMethod(object, "apply", text));
    add(tests, "function", () -> function.call(text));
    add(tests, "function as an interface", () -> apply(function, text));
    return tests;
  }

  @SuppressWarnings("unchecked") // it takes anything
  private static Object apply(LuaCallable function, Object value) {
    return function.as(java.util.function.Function.class).apply(value);
  }

  @Test
  void longTexts_areConvertedWhole() throws Exception {
    engine.eval("function same(x) return x end");
    for (String part : new String[] {"a", "ä", "€", "😀", "a€ä😀", "bä😀"}) {
      String text = "x".repeat(part.length()) + part.repeat((3 << 20) / part.length()) + "end";
      assertThat(text.equals(engine.invokeFunction("same", text))).as(part).isTrue();
    }
    assertThat((String) engine.eval("return ('\\xff\\xbf'):rep(2 ^ 20)"))
        .isEqualTo("\udcff\udcbf".repeat(1 << 20));
  }
}
