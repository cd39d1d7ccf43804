package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.script.ScriptException;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;

class InterfaceTest {

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  /** What the scripts implement. */
  public interface Shape {
    double area();

    String name(String prefix);

    default String describe() {
      return name("a ") + " of " + area();
    }

    static String kind() {
      return "shape";
    }
  }

  /** One that inherits what it needs. */
  public interface Colored extends Shape {
    String color();
  }

  interface Hidden {
    int twice(int n);

    default int fourTimes(int n) {
      return twice(twice(n));
    }
  }

  interface Logger {
    String log(String format, Object... args);
  }

  interface Files {
    void open(String name) throws IOException;

    void close();
  }

  interface Types {
    int anInt();

    long aLong();

    boolean aBoolean();

    String aString();

    List<?> aList();

    void nothing();

    Object[] several();

    Integer absent();
  }

  @Test
  void g1_nullAndClassesAreRefused() throws Exception {
    Object table = engine.eval("return {}");
    assertThatThrownBy(() -> engine.getInterface(null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.getInterface(String.class))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.getInterface(table, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.getInterface(table, String.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void g2_globalFunctions() throws Exception {
    engine.eval("function run() ran = true end");
    engine.getInterface(Runnable.class).run();
    assertThat(engine.get("ran")).isEqualTo(true);
  }

  @Test
  void g3_functionsOfATable() throws Exception {
    Object square =
        engine.eval(
            "return {side = 3, area = function(self) return self.side ^ 2 end,"
                + " name = function(self, prefix) return prefix .. 'square' end}");
    Shape shape = engine.getInterface(square, Shape.class);
    assertThat(shape.area()).isEqualTo(9.0);
    assertThat(shape.name("the ")).isEqualTo("the square");
  }

  @Test
  void g4_missingFunctionIsNull() throws Exception {
    assertThat(engine.getInterface(Runnable.class)).isNull();
    Object half = engine.eval("return {area = function() return 1 end}");
    assertThat(engine.getInterface(half, Shape.class)).isNull();
  }

  @Test
  void g5_missingInheritedFunctionIsNull() throws Exception {
    Object colorOnly = engine.eval("return {color = function() return 'red' end}");
    assertThat(engine.getInterface(colorOnly, Colored.class)).isNull();
  }

  @Test
  void g6_defaultMethodsAreNotNeededAndRun() throws Exception {
    Object square =
        engine.eval(
            "return {area = function() return 9 end, name = function(_, p) return p .. 's' end}");
    assertThat(engine.getInterface(square, Shape.class).describe()).isEqualTo("a s of 9.0");
    engine.eval("function twice(n) return n * 2 end");
    assertThat(engine.getInterface(Hidden.class).fourTimes(3)).isEqualTo(12);
    assertThat(Shape.kind()).isEqualTo("shape");
  }

  @Test
  void g6_defaultMethodCanBeOverridden() throws Exception {
    Object own =
        engine.eval(
            "return {describe = function() return 'mine' end,"
                + " area = function() end, name = function() end}");
    assertThat(engine.getInterface(own, Shape.class).describe()).isEqualTo("mine");
  }

  @Test
  void g7_wrongObjectIsRefused() {
    assertThatThrownBy(() -> engine.getInterface(null, Runnable.class))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.getInterface(new Object(), Runnable.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void g8_objectMethods() throws Exception {
    engine.eval("function run() end");
    Runnable one = engine.getInterface(Runnable.class);
    Runnable two = engine.getInterface(Runnable.class);
    assertThat(one).isEqualTo(one).isNotEqualTo(two).isNotEqualTo(null);
    assertThat(one.hashCode()).isEqualTo(one.hashCode());
    assertThat(one.toString()).contains("Runnable");
  }

  @Test
  void g9_comparator() throws Exception {
    engine.eval("function compare(a, b) return a < b and 1 or a > b and -1 or 0 end");
    List<Integer> list = new ArrayList<>(List.of(2, 3, 1));
    @SuppressWarnings("unchecked")
    Comparator<Integer> comparator = engine.getInterface(Comparator.class);
    list.sort(comparator);
    assertThat(list).containsExactly(3, 2, 1);
    list.sort(comparator.reversed());
    assertThat(list).containsExactly(1, 2, 3);
  }

  @Test
  void g10_resultsAreConverted() throws Exception {
    Object table =
        engine.eval(
            "return {anInt = function() return 7 end, aLong = function() return 7 end,"
                + " aBoolean = function() return true end, aString = function() return 'ä' end,"
                + " aList = function() return {1, 2} end, nothing = function() return 5 end,"
                + " several = function() return 1, 2 end, absent = function() end}");
    Types types = engine.getInterface(table, Types.class);
    assertThat(types.anInt()).isEqualTo(7);
    assertThat(types.aLong()).isEqualTo(7L);
    assertThat(types.aBoolean()).isTrue();
    assertThat(types.aString()).isEqualTo("ä");
    assertThat(types.aList()).isEqualTo(List.of(1, 2));
    types.nothing();
    assertThat(types.several()).containsExactly(1, 2);
    assertThat(types.absent()).isNull();
  }

  @Test
  void g10_wrongResultIsAnError() throws Exception {
    Object table =
        engine.eval(
            "local t = setmetatable({}, {__index = function() return function() end end})"
                + " t.anInt = function() return 'seven' end return t");
    Types types = engine.getInterface(table, Types.class);
    assertThatThrownBy(types::anInt)
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("anInt");
    assertThatThrownBy(types::aLong).isInstanceOf(RuntimeException.class);
  }

  @Test
  void g11_errorIsUncheckedWithItsCause() throws Exception {
    engine.eval("function run() error('boom') end");
    Runnable runnable = engine.getInterface(Runnable.class);
    assertThatThrownBy(runnable::run)
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("boom")
        .hasCauseInstanceOf(ScriptException.class);
  }

  @Test
  void g12_declaredExceptionPasses() throws Exception {
    IOException thrown = new IOException("host");
    Callable<Object> host =
        () -> {
          throw thrown;
        };
    engine.put("host", host);
    engine.eval("function open(name) host:call() end function close() host:call() end");
    Files files = engine.getInterface(Files.class);
    assertThatThrownBy(() -> files.open("x")).isSameAs(thrown);
    assertThatThrownBy(files::close).isInstanceOf(RuntimeException.class).hasRootCause(thrown);
  }

  @Test
  void g12_uncheckedExceptionPasses() throws Exception {
    IllegalStateException thrown = new IllegalStateException("host");
    Runnable host =
        () -> {
          throw thrown;
        };
    engine.put("host", host);
    engine.eval("function run() host:run() end");
    assertThatThrownBy(engine.getInterface(Runnable.class)::run).isSameAs(thrown);
  }

  @Test
  void g13_anotherThread() throws Exception {
    engine.eval("function call() return 'called' end");
    @SuppressWarnings("unchecked")
    FutureTask<Object> task = new FutureTask<>(engine.getInterface(Callable.class));
    new Thread(task).start();
    assertThat(task.get()).isEqualTo("called");
  }

  @Test
  void g14_functionsAreLookedUpAtEachCall() throws Exception {
    engine.eval("function call() return 1 end");
    Callable<?> callable = engine.getInterface(Callable.class);
    assertThat(callable.call()).isEqualTo(1);
    engine.eval("function call() return 2 end");
    assertThat(callable.call()).isEqualTo(2);
    engine.eval("call = nil");
    assertThatThrownBy(callable::call).hasMessageContaining("call");
  }

  @Test
  void g14_interfaceStillWorksAfterSetContext() throws Exception {
    engine.eval("x = 1 function call() return x end");
    Callable<?> callable = engine.getInterface(Callable.class);
    engine.setContext(new SimpleScriptContext());
    assertThat(callable.call()).isEqualTo(1);
  }

  @Test
  void g15_packagePrivateInterface() throws Exception {
    engine.eval("function twice(n) return n * 2 end");
    assertThat(engine.getInterface(Hidden.class).twice(4)).isEqualTo(8);
  }

  @Test
  void g16_variableArity() throws Exception {
    engine.eval("function log(format, ...) return format:format(...) .. select('#', ...) end");
    Logger logger = engine.getInterface(Logger.class);
    assertThat(logger.log("%s-%s ", 1, "b")).isEqualTo("1-b 2");
    assertThat(logger.log("none ")).isEqualTo("none 0");
    assertThat(logger.log("null ", (Object[]) null)).isEqualTo("null 1");
  }
}
