package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.script.CompiledScript;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

class LifeTest {

  /** A searcher that finds nothing and counts how often it is closed. */
  private record Counting(AtomicInteger closed) implements LuaSearcherProvider {

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public LuaSearcher create(SearchContext context) {
      return new LuaSearcher() {
        @Override
        public SearchResult search(String moduleName) {
          // Holds the engine's globals, as a searcher may.
          return SearchResult.notFound("nothing in " + context.globals().typename());
        }

        @Override
        public void close() {
          closed.incrementAndGet();
        }
      };
    }
  }

  private final AtomicInteger closed = new AtomicInteger();

  private LuaScriptEngine engine() {
    return LuaScriptEngine.builder().searcher(new Counting(closed)).build();
  }

  @Test
  void close_closesTheSearchersOnce() throws Exception {
    LuaScriptEngine engine = engine();
    engine.eval("return 1");
    engine.close();
    engine.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void close_byAScript_closesTheSearchersWhenItEnds() throws Exception {
    LuaScriptEngine engine = engine();
    engine.put("engine", engine);
    engine.put("closed", closed);
    Object during =
        engine.eval(
            "left = setmetatable({}, {__gc = function() closed:addAndGet(10) end})"
                + " engine:close() return closed:get()");
    assertThat(during).isEqualTo(0);
    assertThat(closed).hasValue(11);
    assertThatThrownBy(() -> engine.eval("return 1")).hasMessage("the engine is closed");
  }

  @Test
  void close_endsTheEngine() throws Exception {
    LuaScriptEngine engine = engine();
    CompiledScript script = engine.compile("return 1");
    engine.eval("function f() end");
    engine.close();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessage("the engine is closed");
    assertThatThrownBy(script::eval).isInstanceOf(ScriptException.class);
    assertThatThrownBy(() -> engine.invokeFunction("f")).isInstanceOf(ScriptException.class);
    assertThatThrownBy(() -> engine.getInterface(Runnable.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the engine is closed");
  }

  @Test
  void close_ofAnUnusedEngine() {
    engine().close();
    assertThat(closed).hasValue(0);
  }

  @Test
  void forgottenEngine_isClosedAndCollected() throws Exception {
    WeakReference<Object> kept = use();
    await(() -> closed.get() == 1 && kept.get() == null);
  }

  @Test
  void forgottenEngineWhoseFinalizerLoops_doesNotKeepOthersFromBeingClosed() throws Exception {
    useWithFinalizer("while true do end");
    use();
    useWithFinalizer("pcall(function() while true do end end) while true do end");
    use();
    await(() -> closed.get() == 4);
  }

  private void useWithFinalizer(String code) throws ScriptException {
    engine().eval("t = setmetatable({}, {__gc = function() " + code + " end})");
  }

  private WeakReference<Object> use() throws ScriptException {
    LuaScriptEngine engine = engine();
    engine.eval("co = coroutine.wrap(function() coroutine.yield() end) co()");
    engine.eval("t = setmetatable({}, {__gc = function() end}) function f() return t end");
    return new WeakReference<>(engine.eval("return t"));
  }

  @Test
  void classLoader_isNotKept() throws Exception {
    WeakReference<ClassLoader> loader = useWithLoader();
    await(() -> loader.get() == null);
  }

  private static WeakReference<ClassLoader> useWithLoader() throws Exception {
    URLClassLoader loader = new URLClassLoader(new URL[0], LifeTest.class.getClassLoader());
    LuaScriptEngine engine = LuaScriptEngine.builder().classLoader(loader).build();
    engine.eval("return 1");
    engine.close();
    return new WeakReference<>(loader);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void builder_contextClassLoaderOfTheBuildingThread() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader[] seen = new ClassLoader[1];
    LuaSearcherProvider spy =
        new LuaSearcherProvider() {
          @Override
          public String name() {
            return "spy";
          }

          @Override
          public LuaSearcher create(SearchContext context) {
            seen[0] = context.classLoader();
            return name -> SearchResult.notFound();
          }
        };
    try (URLClassLoader own = new URLClassLoader(new URL[0], before)) {
      thread.setContextClassLoader(own);
      LuaScriptEngine engine = LuaScriptEngine.builder().searcher(spy).build();
      thread.setContextClassLoader(before);
      engine.eval("return 1");
      assertThat(seen[0]).isSameAs(own);
      thread.setContextClassLoader(null);
      LuaScriptEngine.builder().searcher(spy).build().eval("return 1");
      assertThat(seen[0]).isSameAs(LuaScriptEngine.class.getClassLoader());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void builder_preloadedModule() throws Exception {
    VarArgFunction greeting =
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            return LuaValue.valueOf("hello from " + args.arg1());
          }
        };
    LuaScriptEngine engine = LuaScriptEngine.builder().preload("greet", greeting).build();
    assertThat(engine.eval("return (require 'greet')")).isEqualTo("hello from greet");
  }

  @Test
  void builder_openedModule() throws Exception {
    List<String> opened = new ArrayList<>();
    VarArgFunction opener =
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            opened.add(args.tojstring());
            LuaTable module = new LuaTable();
            module.set("name", args.arg1());
            return module;
          }
        };
    LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .open("greet", opener)
            .open("string", opener)
            .preload("late", opener)
            .build();
    assertThat(opened).isEmpty();
    assertThat(engine.eval("return greet.name .. tostring(greet == require 'greet')"))
        .isEqualTo("greettrue");
    assertThat(opened).containsExactly("greet");
    assertThat(engine.eval("return greet.name, string.rep('x', 2)"))
        .isEqualTo(new Object[] {"greet", "xx"});
    assertThat(engine.eval("return late == nil and (require 'late').name")).isEqualTo("late");
    assertThat(engine.eval("return greet.name", new SimpleBindings())).isEqualTo("greet");
    assertThat(engine.which("greet").state()).isEqualTo(ModuleLocation.State.LOADED);
  }

  @Test
  void builder_moduleThatCanNotBeOpened() {
    VarArgFunction opener =
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            throw new LuaError("broken");
          }
        };
    LuaScriptEngine engine = LuaScriptEngine.builder().open("greet", opener).build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("the module 'greet' can't be opened: broken");
  }

  @Test
  void builder_isNotSharedWithItsEngines() throws Exception {
    LuaScriptEngineBuilder builder = LuaScriptEngine.builder();
    LuaScriptEngine engine = builder.build();
    builder.setting("lua.version", "nonsense");
    assertThat(engine.eval("return 1")).isEqualTo(1);
  }

  @Test
  void which_tellsWhereAModuleIs() throws Exception {
    LuaScriptEngine engine = engine();
    ModuleLocation missing = engine.which("no.such");
    assertThat(missing.state()).isEqualTo(ModuleLocation.State.NOT_FOUND);
    assertThat(missing.tried()).contains("no field package.preload['no.such']", "nothing in table");
    engine.eval("package.preload.there = function() return {} end");
    assertThat(engine.which("there").searcher()).hasValue("preload");
    assertThatThrownBy(() -> engine.which(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void which_showsASearcherThatFailed() throws Exception {
    LuaSearcherProvider failing =
        new LuaSearcherProvider() {
          @Override
          public String name() {
            return "failing";
          }

          @Override
          public LuaSearcher create(SearchContext context) {
            return name -> {
              throw new IOException("the disk is on fire");
            };
          }
        };
    try (LuaScriptEngine engine = LuaScriptEngine.builder().searcher(failing).build()) {
      ModuleLocation failed = engine.which("x");
      assertThat(failed.state()).isEqualTo(ModuleLocation.State.FAILED);
      assertThat(failed.searcher()).hasValue("failing");
      assertThat(failed.tried())
          .contains("no field package.preload['x']")
          .last()
          .isEqualTo("error loading module 'x' with searcher 'failing': the disk is on fire");
    }
  }
}
