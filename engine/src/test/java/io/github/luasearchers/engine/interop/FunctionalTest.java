package io.github.luasearchers.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaCallable;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.LuaError;

/** A Lua function where Java's types are erased: it is each of the JDK's functional interfaces. */
class FunctionalTest {

  /** What tells which arguments came, in a form that any return type takes. */
  private static final String COUNT =
      "n = 0; f = function(...) n = n + 1; local s = 0; for i = 1, select('#', ...) do"
          + " s = s + (tonumber((select(i, ...))) or 100) end; return s end; return f";

  private final Script script = new Script();

  static List<Class<?>> interfaces() throws Exception {
    List<Class<?>> types = new ArrayList<>();
    Path home = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
    try (Stream<Path> files = Files.list(home.resolve("java/util/function"))) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String name = file.getFileName().toString().replace(".class", "");
        types.add(Class.forName("java.util.function." + name));
      }
    }
    types.removeIf(type -> Functional.methodOfInterface(type) == null);
    assertThat(types).hasSizeGreaterThan(40);
    types.addAll(List.of(Runnable.class, Callable.class, Comparator.class));
    return types;
  }

  /** The places whose type the running program does not know, as scripts fill them. */
  private static final List<String> ERASED =
      List.of(
          "m.k = f",
          "m:put('k', f)",
          "m:computeIfAbsent('k', function() return f end)",
          "l:add(f)",
          "l[#l + 1] = f",
          "l:addAll({f})",
          "m.k = luajava.bindClass('java.util.Arrays'):asList(f):get(0)",
          "m.k = luajava.bindClass('java.util.Optional'):of(f):get()",
          "m.k = luajava.new('java.util.concurrent.atomic.AtomicReference', f):get()",
          "a[1] = f",
          "result = {f}");

  @ParameterizedTest
  @MethodSource("interfaces")
  void erasedPlaces_holdWhatIsCalledAsAnyInterface(Class<?> type) throws Exception {
    Method method = Functional.methodOfInterface(type);
    for (String place : ERASED) {
      Object function = placed(place);
      assertThat(function).as("%s by %s", type, place).isInstanceOf(type);
      Object proxy = ((LuaCallable) function).as(type);
      Object[] args = arguments(method);
      assertThat(method.invoke(function, args))
          .as("%s by %s", method, place)
          .isEqualTo(method.invoke(proxy, args));
      assertThat(script.eval("return n")).isEqualTo(2);
      assertThat(script.with("back", function).eval("return back == f, type(back)"))
          .isEqualTo(new Object[] {true, "function"});
    }
  }

  private Object placed(String place) {
    Map<Object, Object> map = new HashMap<>();
    List<Object> list = new ArrayList<>();
    Object[] array = new Object[1];
    script.eval(COUNT);
    script.with("m", map).with("l", list).with("a", array).with("result", null);
    script.eval(place);
    return Stream.of(map.get("k"), list.isEmpty() ? null : list.get(0), array[0], ofResult())
        .filter(each -> each != null)
        .findFirst()
        .orElseThrow();
  }

  private @Nullable Object ofResult() {
    return script.eval("return result") instanceof List<?> list ? list.get(0) : null;
  }

  private static Object[] arguments(Method method) {
    Object[] args = new Object[method.getParameterCount()];
    for (int i = 0; i < args.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      args[i] =
          type == double.class ? (Object) (i + 2.0) : type == long.class ? (Object) 7L : i + 3;
    }
    return args;
  }

  /** What the interfaces themselves make of a function is what they make of one of Java's. */
  @ParameterizedTest
  @MethodSource("interfaces")
  void defaultMethods_workAsTheInterfacesDo(Class<?> type) throws Exception {
    LuaCallable function = (LuaCallable) script.eval(COUNT);
    for (Method method : type.getMethods()) {
      Object[] args = arguments(method);
      if (method.isDefault() && !method.getName().startsWith("thenComparing")) {
        for (int i = 0; i < args.length; i++) {
          args[i] = function.as(method.getParameterTypes()[i]);
        }
        Object ours = method.invoke(function, args);
        Object theirs = method.invoke(function.as(type), args);
        assertThat(outcome(method, ours)).as("%s", method).isEqualTo(outcome(method, theirs));
      }
    }
  }

  private static @Nullable Object outcome(Method maker, Object made) throws Exception {
    Method method = Functional.methodOfInterface(maker.getReturnType());
    return method.invoke(made, arguments(method));
  }

  @Test
  void negations_areOfEachKind() {
    AnyPredicate not = ((FunctionObject) script.eval("return function(a, b) return b or a end"));
    not = not.negate();
    assertThat(not.test(true)).isFalse();
    assertThat(not.test(1)).isFalse();
    assertThat(not.test(1L)).isFalse();
    assertThat(not.test(1.5)).isFalse();
    assertThat(not.test(false, false)).isTrue();
    assertThat(not.negate().test(true)).isTrue();
  }

  @Test
  @SuppressWarnings("unchecked")
  void functions_areChained() {
    Object function = script.eval("return function(a, b) return a .. (b or '') end");
    assertThat(((Function<Object, Object>) function).andThen(x -> x + "!").apply("a"))
        .isEqualTo("a!");
    assertThat(((BiFunction<Object, Object, Object>) function).andThen(x -> x + "!").apply("a", 1))
        .isEqualTo("a1!");
    assertThat(
            ((Function<Object, Object>) function)
                .andThen(x -> x + "!")
                .andThen(x -> x + "?")
                .compose(x -> "<" + x)
                .apply("a"))
        .isEqualTo("<a!?");
  }

  @Test
  void everyInterfaceThatAFunctionHas_isAsBefore() {
    script.with("o", new Chooser());
    assertThat(
            script.eval(
                "local f = function() end return o:submit(f), o:run(f), o:choose(f), o:any(f)"))
        .isEqualTo(new Object[] {"Callable", "Runnable", "Function", "Object"});
    assertThat(script.eval("return o:take(function() end), o:maker(function() return 1 end)"))
        .isEqualTo(new Object[] {"LuaCallable", 1});
  }

  /** Has the choices that a function leaves. */
  public static final class Chooser {

    public String submit(Runnable task) {
      return "Runnable";
    }

    public String submit(Callable<?> task) {
      return "Callable";
    }

    public String run(Runnable task) {
      return "Runnable";
    }

    public String run(Object task) {
      return "Object";
    }

    public String choose(Function<?, ?> task) {
      return "Function";
    }

    public String choose(String text) {
      return "String";
    }

    public String any(Object task) {
      return "Object";
    }

    public String any(Number number) {
      return "Number";
    }

    public String take(LuaCallable task) {
      return "LuaCallable";
    }

    public String take(Runnable task) {
      return "Runnable";
    }

    public int maker(ToIntFunction<Object> maker) {
      return maker.applyAsInt("x");
    }
  }

  @Test
  void wrongResults_sayWhatTheyAreFor() {
    FunctionObject function = (FunctionObject) script.eval("return function() return {} end");
    assertThatThrownBy(() -> function.applyAsInt(1))
        .isInstanceOf(ClassCastException.class)
        .hasMessage("result of the Lua function for 'applyAsInt': cannot convert table to int");
    assertThatThrownBy(() -> function.compare(1, 2)).hasMessageContaining("'compare'");
  }

  @Test
  void severalResults_areOneForAnInterface() throws Exception {
    Object function = script.eval("return function() return 1, 2 end");
    assertThat(((Callable<?>) function).call()).isEqualTo(1);
    assertThat(((LuaCallable) function).call()).isEqualTo(new Object[] {1, 2});
  }

  @Test
  void exceptions_areTheCallers() {
    script.with("thrower", (Callable<Object>) () -> failing());
    FunctionObject function = (FunctionObject) script.eval("return function() thrower() end");
    assertThatThrownBy(() -> ((Callable<?>) function).call()).isInstanceOf(IOException.class);
    assertThatThrownBy(function::run).isInstanceOf(LuaError.class);
    assertThatThrownBy(() -> ((Callable<?>) script.eval("return function() error('x') end")).call())
        .isInstanceOf(LuaError.class);
  }

  private static Object failing() throws IOException {
    throw new IOException("no");
  }

  @Test
  void executors_takeListsOfFunctions() {
    script.with("pool", new Here());
    assertThat(
            script.eval(
                "local f = function() return 'a' end local all = pool:invokeAll{f, function()"
                    + " return 'b' end} return #all, all[1]:get(), all[2]:get(), pool:invokeAny{f}"))
        .isEqualTo(new Object[] {2, "a", "b", "a"});
    assertThat(script.eval("return pool:submit(function() return 'c' end):get()")).isEqualTo("c");
  }

  /** Runs tasks in the thread that gives them. */
  public static final class Here extends AbstractExecutorService {

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) {
      try {
        Future<T> first = submit(tasks.iterator().next());
        return first.get();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  @Test
  void functionOfAnotherUniverse_isCalled() {
    Object foreign = new Script().eval("return function(...) return select('#', ...), ... end");
    script.with("f", foreign).with("pool", new Here());
    assertThat(script.eval("return type(f), f(), #f(1), f(1, 'x')[3]"))
        .isEqualTo(new Object[] {"userdata", 0, 2, "x"});
    assertThat(script.eval("return pool:submit(f):get()")).isEqualTo(0);
  }

  @Test
  void everyInterface_isCalledThroughTheCaller() throws Exception {
    int[] calls = {0};
    script.bridge.setCaller(
        callback -> {
          calls[0]++;
          return callback.run();
        });
    Object function = script.eval(COUNT);
    List<Class<?>> types = interfaces();
    for (Class<?> type : types) {
      Method method = Functional.methodOfInterface(type);
      method.invoke(function, arguments(method));
    }
    assertThat(calls[0]).isEqualTo(types.size());
  }

  @Test
  void predicates_holdForWhatIsTrueInLua() {
    @SuppressWarnings("unchecked")
    Predicate<Object> predicate =
        (Predicate<Object>) script.eval("return function(x) return x end");
    assertThat(predicate.test(0)).isTrue();
    assertThat(predicate.and(x -> false).test(1)).isFalse();
    assertThat(predicate.test(null)).isFalse();
  }
}
