package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.script.Bindings;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What a sandboxed script hands to Java runs only while the script does, in its thread. */
@Timeout(60)
class ConfinedCallbacksTest {

  /** What would lead to other threads is opened: callbacks are to be confined all the same. */
  private static final String OPENED =
      "java.util.stream.StreamSupport, java.util.stream.StreamSupport#stream,"
          + " java.util.concurrent.CompletableFuture#orTimeout,"
          + " java.util.concurrent.CompletableFuture#completeOnTimeout";

  /** Ways to have Java run a function in another thread, or when the script has ended. */
  private static final String[] ESCAPES = {
    "host:submit(run)",
    "host:thread(run)",
    "host:timer(run)",
    "host:keep(run)",
    "host:keep({run = run})",
    "host:keepAll({run, run})",
    "host:keepMap({f = {run}})",
    "host:future(1):orTimeout(1, millis):whenComplete(run)",
    "host:future(1):completeOnTimeout(1, 1, millis):thenAccept(run)",
    "Streams:stream(numbers:spliterator(), true):forEach(run)",
    "host:parallel(numbers, run)",
    "local co = coroutine.wrap(function() host:keep(run) end) co()",
    "host:keep(function() return pcall(run) end)",
    "local t = setmetatable({}, {__index = function(_, k) run() end}) host:keepMap({f = t})"
        + " host:keep(t)",
  };

  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Timer timer = new Timer(true);
  private final Host host = new Host();

  /** The threads in which a function of a script ran. */
  private final List<String> ran = new ArrayList<>();

  private volatile boolean ended;

  @AfterEach
  void shutDown() {
    pool.shutdownNow();
    timer.cancel();
  }

  /** What a host might offer to scripts. */
  public final class Host {

    private final List<Callable<?>> kept = new ArrayList<>();

    public void submit(Runnable run) {
      pool.submit(run);
    }

    public void thread(Runnable run) {
      Thread thread = new Thread(run);
      thread.setUncaughtExceptionHandler((where, what) -> {});
      thread.start();
    }

    public void timer(Runnable run) {
      timer.schedule(
          new TimerTask() {
            @Override
            public void run() {
              catchThrowable(run::run);
            }
          },
          1);
    }

    public void keep(Runnable run) {
      kept.add(Executors.callable(run));
    }

    public void keepAll(List<?> functions) {
      functions.forEach(each -> kept.add(() -> ((LuaCallable) each).call()));
    }

    public void keepMap(Map<?, ?> map) {
      kept.add(
          () -> {
            Object inner = map.get("f");
            Object function = inner instanceof List<?> list ? list.get(0) : inner;
            return function instanceof LuaCallable call ? call.call() : null;
          });
    }

    public CompletableFuture<Object> future(int ignored) {
      return new CompletableFuture<>();
    }

    public void parallel(List<Integer> list, Runnable run) {
      list.parallelStream().forEach(each -> run.run());
    }

    public void ran() {
      synchronized (ran) {
        ran.add(Thread.currentThread().getName() + (ended ? ", afterwards" : ""));
      }
    }
  }

  private LuaScriptEngine engine(boolean callbacks) throws Exception {
    LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.sandbox", "true")
            .setting("lua.java.allow", OPENED)
            .setting(Settings.JAVA_CALLBACKS, String.valueOf(callbacks))
            .build();
    engine.put("host", host);
    engine.put("millis", TimeUnit.MILLISECONDS);
    engine.put("numbers", IntStream.range(0, 1000).boxed().collect(Collectors.toList()));
    engine.eval("Streams = luajava.bindClass 'java.util.stream.StreamSupport'");
    engine.eval("function run() host:ran() end");
    return engine;
  }

  private void evaluateAndCallAll(LuaScriptEngine engine, String script) throws Exception {
    ended = false;
    ran.clear();
    host.kept.clear();
    catchThrowable(() -> engine.eval(script));
    ended = true;
    for (Callable<?> each : host.kept) {
      catchThrowable(each::call);
      pool.submit(() -> catchThrowable(each::call)).get(30, TimeUnit.SECONDS);
    }
    Thread.sleep(30);
    engine.eval("return 1");
  }

  @TestFactory
  Stream<DynamicTest> nothingOfAScript_runsElsewhereOrAfterIt() {
    return Stream.of(ESCAPES)
        .map(
            script ->
                DynamicTest.dynamicTest(
                    script,
                    () -> {
                      evaluateAndCallAll(engine(false), script);
                      synchronized (ran) {
                        assertThat(ran).containsOnlyElementsOf(mainOnly(ran));
                      }
                    }));
  }

  private static List<String> mainOnly(List<String> all) {
    String own = Thread.currentThread().getName();
    return all.stream().filter(own::equals).collect(Collectors.toList());
  }

  @TestFactory
  Stream<DynamicTest> hostThatWantsThat_saysSo() {
    return Stream.of("host:submit(run)", "host:keep(run)", "host:keepMap({f = {run}})")
        .map(
            script ->
                DynamicTest.dynamicTest(
                    script,
                    () -> {
                      evaluateAndCallAll(engine(true), script);
                      synchronized (ran) {
                        assertThat(ran).isNotEmpty();
                      }
                    }));
  }

  @Test
  void error_namesTheSetting() throws Exception {
    LuaScriptEngine engine = engine(false);
    engine.eval("host:keep(run)");
    assertThatThrownBy(() -> host.kept.get(0).call())
        .isInstanceOf(org.luaj.vm2.LuaError.class)
        .hasMessageContaining("lua.java.callbacks = true");
  }

  @Test
  void laterEvaluation_doesNotReviveIt() throws Exception {
    LuaScriptEngine engine = engine(false);
    engine.eval("host:keep(run)");
    engine.put("again", host.kept.get(0));
    assertThat((Object[]) engine.eval("return pcall(function() again:call() end)"))
        .startsWith(false);
    assertThat(ran).isEmpty();
  }

  @Test
  void functionIsCalled_whileItsScriptRuns_inItsThread() throws Exception {
    LuaScriptEngine engine = engine(false);
    assertThat(
            engine.eval(
                "local s = 0 numbers:forEach(function(i) s = s + i end)"
                    + " Streams:stream(numbers:spliterator(), false):forEach(function(i) s = s + i"
                    + " end) return s"))
        .isEqualTo(999_000);
  }

  @Test
  void whatTheHostGot_isTheHosts() throws Exception {
    LuaScriptEngine engine = engine(false);
    LuaCallable result = (LuaCallable) engine.eval("function f() return 1 end return f");
    LuaCallable binding = (LuaCallable) engine.get("f");
    Bindings bindings = new SimpleBindings();
    engine.eval("function g() return 1 end", bindings);
    LuaCallable foreign = (LuaCallable) bindings.get("g");
    List<?> list = (List<?>) engine.eval("return {function() return 1 end}");
    engine.eval("function call() return 1 end");
    Callable<?> call = engine.getInterface(Callable.class);
    LuaCallable inner =
        (LuaCallable) ((LuaCallable) engine.eval("return function() return f end")).call();
    for (Callable<Object> each :
        List.<Callable<Object>>of(
            result::call,
            binding::call,
            foreign::call,
            ((LuaCallable) list.get(0))::call,
            call::call,
            inner::call)) {
      assertThat(each.call()).isEqualTo(1);
      assertThat(pool.submit(each).get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void tableThatAScriptHasHandedOver_isReadAnywhere() throws Exception {
    LuaScriptEngine engine = engine(false);
    List<Object> tables = new ArrayList<>();
    engine.put("tables", tables);
    engine.eval("tables:add({1, 2, 3, run})");
    List<?> table = (List<?>) tables.get(0);
    assertThat(pool.submit(() -> table.get(1)).get(30, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(StreamSupport.stream(table.spliterator(), true).count()).isEqualTo(4);
    assertThat(table.hashCode()).isNotZero();
  }

  @Test
  void proxy_hasAHashAndAText_anywhere() throws Exception {
    LuaScriptEngine engine = engine(false);
    engine.eval("host:keep(run) host:keep({run = run, hashCode = run})");
    for (Callable<?> each : host.kept) {
      assertThat(each.hashCode()).isNotZero();
      assertThat(each.toString()).isNotEmpty();
    }
    assertThat(ran).isEmpty();
  }

  @Test
  void attribute_doesNotAllowIt() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.sandbox", "true").build();
    engine.put("host", host);
    engine.put(Settings.JAVA_CALLBACKS, "true");
    engine.eval("host:keep(function() host:ran() end)");
    assertThatThrownBy(() -> host.kept.get(0).call()).hasMessageContaining("lua.java.callbacks");
  }

  @Test
  void outsideTheSandbox_itMeansNothing() throws Exception {
    LuaScriptEngine engine =
        LuaScriptEngine.builder().setting(Settings.JAVA_CALLBACKS, "false").build();
    engine.put("host", host);
    engine.eval("host:keep(function() host:ran() end)");
    host.kept.get(0).call();
    assertThat(ran).hasSize(1);
  }
}
