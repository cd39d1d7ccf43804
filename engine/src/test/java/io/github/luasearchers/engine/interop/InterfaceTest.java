package io.github.luasearchers.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaCallable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

class InterfaceTest {

  private final Script script = new Script();

  interface Shape {

    double area();

    String name(String prefix, Object... more);

    default String describe() {
      return name("a ") + " of " + area();
    }

    static String kind() {
      return "shape";
    }
  }

  interface Returns {

    int ofInt();

    boolean ofBoolean();

    @Nullable String ofString();

    List<Object> ofList();

    int[] ofArray();

    TimeUnit ofEnum();

    Runnable ofFunction();

    long ofLong();
  }

  interface Loader {

    String load(String name) throws IOException;
  }

  private <T> T implement(String source, Class<T> type) {
    return script.bridge.implement(script.run(source).arg1(), type);
  }

  @Test
  void function_isTheOneMethod() throws Exception {
    assertThat(implement("return function(a, b) return a - b end", Comparator.class).compare(3, 1))
        .isEqualTo(2);
    assertThat(implement("return function() return '😀' end", Callable.class).call())
        .isEqualTo("😀");
    assertThat(implement("return function() end", Supplier.class).get()).isNull();
    implement("return function() ran = true end", Runnable.class).run();
    assertThat(script.eval("return ran")).isEqualTo(true);
  }

  @Test
  void function_isAllMethods() {
    Shape shape = implement("return function(...) return select('#', ...) end", Shape.class);
    assertThat(shape.area()).isZero();
  }

  @Test
  void predicate_holdsForWhatIsTrueInLua() {
    Predicate<Object> predicate = implement("return function(x) return x end", Predicate.class);
    assertThat(predicate.test(0)).isTrue();
    assertThat(predicate.test(null)).isFalse();
    assertThat(predicate.negate().test(false)).isTrue();
  }

  @Test
  void table_hasTheMethods() {
    Shape shape =
        implement(
            "return {size = 2, area = function(self) return self.size ^ 2 end,"
                + " name = function(self, p, ...) return p .. select('#', ...) end}",
            Shape.class);
    assertThat(shape.area()).isEqualTo(4);
    assertThat(shape.name("n", 1, 2, 3)).isEqualTo("n3");
    assertThat(shape.name("n")).isEqualTo("n0");
    assertThat(shape.describe()).isEqualTo("a 0 of 4.0");
  }

  @Test
  void table_mayOverrideDefaults() {
    assertThat(
            implement("return {describe = function() return 'mine' end}", Shape.class).describe())
        .isEqualTo("mine");
  }

  @Test
  void table_isAskedEachTime() {
    Runnable runnable = implement("t = {run = function() n = 1 end}; return t", Runnable.class);
    runnable.run();
    script.eval("function t.run() n = 2 end");
    runnable.run();
    assertThat(script.eval("return n")).isEqualTo(2);
    script.eval("t.run = nil");
    assertThatThrownBy(runnable::run)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("the Lua table has no function 'run'");
  }

  @Test
  void table_mayInherit() {
    assertThat(
            implement(
                    "return setmetatable({n = 3}, {__index = {area = function(s) return s.n end}})",
                    Shape.class)
                .area())
        .isEqualTo(3);
  }

  @Test
  void methodsOfObject_areThere() {
    LuaValue function = script.run("return function() end").arg1();
    Runnable one = script.bridge.implement(function, Runnable.class);
    Runnable two = script.bridge.implement(function, Runnable.class);
    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two).isNotEqualTo((Runnable) () -> {});
    assertThat(one.toString()).startsWith("Runnable by Lua function");
    assertThat(implement("return {toString = function() return 'T' end}", Runnable.class))
        .hasToString("T");
  }

  @Test
  void results_areConverted() {
    Returns returns =
        implement(
            "return {ofInt = function() return 3.0 end, ofBoolean = function() return nil end,"
                + " ofString = function() return 12 end, ofList = function() return {1} end,"
                + " ofArray = function() return {1, 2} end,"
                + " ofEnum = function() return 'SECONDS' end,"
                + " ofFunction = function() return function() end end,"
                + " ofLong = function() return 2^40 end}",
            Returns.class);
    assertThat(returns.ofInt()).isEqualTo(3);
    assertThat(returns.ofBoolean()).isFalse();
    assertThat(returns.ofString()).isEqualTo("12");
    assertThat(returns.ofList()).containsExactly(1);
    assertThat(returns.ofArray()).containsExactly(1, 2);
    assertThat(returns.ofEnum()).isEqualTo(TimeUnit.SECONDS);
    returns.ofFunction().run();
    assertThat(returns.ofLong()).isEqualTo(1L << 40);
  }

  @Test
  void results_thatDoNotFitSaySo() {
    assertThatThrownBy(
            () -> implement("return function() return 'x' end", Comparator.class).compare(1, 2))
        .isInstanceOf(ClassCastException.class)
        .hasMessage("result of the Lua function for 'compare': cannot convert 'x' to int");
    assertThatThrownBy(() -> implement("return {ofInt = function() end}", Returns.class).ofInt())
        .isInstanceOf(ClassCastException.class)
        .hasMessageEndingWith("cannot convert nil to int");
  }

  @Test
  void errors_areUnchecked() {
    assertThatThrownBy(implement("return function() error({}) end", Runnable.class)::run)
        .isInstanceOf(LuaError.class);
    assertThatThrownBy(implement("return function() error('no') end", Runnable.class)::run)
        .isInstanceOf(LuaError.class)
        .hasMessageContaining("no");
  }

  @Test
  void exceptionsOfJava_passIfDeclared() {
    script.with("thrower", (Callable<Object>) () -> throwing(new FileNotFoundException("f")));
    Loader loader = implement("return function(name) return thrower() end", Loader.class);
    assertThatThrownBy(() -> loader.load("x"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("f");
    script.with("thrower", (Callable<Object>) () -> throwing(new IllegalStateException("s")));
    assertThatThrownBy(() -> loader.load("x"))
        .isInstanceOf(LuaError.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  private static Object throwing(Exception e) throws Exception {
    throw e;
  }

  @Test
  void callable_callsTheFunction() {
    LuaCallable function = (LuaCallable) script.eval("return function(...) return ... end");
    assertThat(function.call()).isNull();
    assertThat(function.call("a")).isEqualTo("a");
    assertThat(function.call(1, List.of(2), null)).isEqualTo(new Object[] {1, List.of(2), null});
    @SuppressWarnings("unchecked")
    BiFunction<Object, Object, Object> two = function.as(BiFunction.class);
    assertThat(two.apply("x", "y")).isEqualTo("x");
  }

  @Test
  void callable_isTheSameFunction() {
    Object one = script.eval("f = function() end; return f");
    assertThat(one).isEqualTo(script.eval("return f")).hasSameHashCodeAs(script.eval("return f"));
    assertThat(one).isNotEqualTo(script.eval("return function() end"));
    assertThat(script.with("g", one).eval("return f == g")).isEqualTo(true);
    assertThat(one.toString()).startsWith("function: ");
  }

  @Test
  void functionGivenAsAnInterface_comesBackAsItself() {
    List<Object> list = new ArrayList<>();
    list.add(implement("f = function() end; return f", Runnable.class));
    assertThat(script.with("l", list).eval("return l[1] == f")).isEqualTo(true);
    list.add(implement("return {run = function() end}", Runnable.class));
    assertThat(script.eval("return type(l[2])")).isEqualTo("userdata");
  }

  @Test
  void listener_canBeRemovedAgain() {
    List<Object> list = new ArrayList<>();
    script.with("l", list).eval("local f = function() end; l:add(f); l:remove(f)");
    assertThat(list).isEmpty();
  }

  @Test
  void nestedCalls_goThroughJavaAndBack() {
    script.with("map", new java.util.HashMap<>(Map.of("a", 1)));
    assertThat(
            script.eval(
                "return map:compute('a', function(k, v) return"
                    + " map:getOrDefault(k, 0) + v end)"))
        .isEqualTo(2);
    assertThat(
            script.eval(
                "local ok, e = pcall(function() map:forEach(function() error({code = 7}) end) end)"
                    + " return ok, e.code"))
        .isEqualTo(new Object[] {false, 7});
  }

  @Test
  void caller_isAskedForEachCall() {
    List<String> calls = new ArrayList<>();
    script.bridge.setCaller(
        callback -> {
          calls.add("call");
          Object result = callback.run();
          calls.add("return " + result);
          return result;
        });
    implement("return function(a, b) return 0 end", Comparator.class).compare(1, 2);
    ((LuaCallable) script.eval("return function() end")).call();
    assertThat(calls).containsExactly("call", "return 0", "call", "return null");
  }

  @Test
  void otherThreads_mayCallOneAfterAnother() throws Exception {
    Callable<?> next =
        implement("n = 0; return function() n = n + 1; return n end", Callable.class);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 1; i <= 10; i++) {
        assertThat(threads.submit(next).get(10, TimeUnit.SECONDS)).isEqualTo(i);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void universesInParallel_shareNoState() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        int number = i;
        tasks.add(
            () ->
                new Script()
                    .with("l", new ArrayList<>(List.of(number)))
                    .eval("for i = 1, 200 do l[#l + 1] = l[i] + 1 end return l:get(200)"));
      }
      int expected = 200;
      for (var result : threads.invokeAll(tasks)) {
        assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo(expected++);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void implement_refusesWhatCannot() {
    assertThatThrownBy(() -> implement("return 1", Runnable.class))
        .isInstanceOf(ClassCastException.class)
        .hasMessage("cannot convert 1 to java.lang.Runnable");
  }
}
