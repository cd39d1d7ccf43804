package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.ByteSource;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines of several versions of Lua in one JVM: each gives the same text its own meaning. */
class VersionsTest {

  /** The constant is read, and the division folded, when the text is compiled. */
  private static final String TEXT = "return tostring(3.0) .. ' ' .. tostring(10 / 2)";

  /** Which version runs when: each finds what the one before has left. */
  private static final List<String> ORDER = List.of("5.2", "5.4", "5.3", "5.2", "5.4");

  @TempDir Path folder;

  private static String meaning(String version) {
    return version.equals("5.2") ? "3 5" : "3.0 5.0";
  }

  private static LuaScriptEngineBuilder builder(String version) {
    return LuaScriptEngine.builder().setting("lua.version", version);
  }

  /** Finds one module, with or without a stamp, from which compiled code is found again. */
  private record Finding(boolean stamped) implements LuaSearcherProvider {

    @Override
    public String name() {
      return "finding";
    }

    @Override
    public LuaSearcher create(SearchContext context) {
      ByteSource content = ByteSource.wrap(TEXT.getBytes(UTF_8));
      SearchResult.Source source = SearchResult.source(content, "@versions", "versions");
      return name -> stamped ? source.withStamp("versions 1") : source;
    }
  }

  @Test
  void script_hasItsOwnMeaning() throws Exception {
    for (String version : ORDER) {
      assertThat(builder(version).build().eval(TEXT)).as(version).isEqualTo(meaning(version));
    }
  }

  @Test
  void module_isCompiledForEachVersion() throws Exception {
    for (boolean stamped : new boolean[] {true, false}) {
      for (String version : ORDER) {
        LuaScriptEngine engine = builder(version).searcher(new Finding(stamped)).build();
        assertThat(engine.eval("return (require 'm')")).as(version).isEqualTo(meaning(version));
      }
    }
  }

  @Test
  void file_isCompiledForEachVersion() throws Exception {
    Files.writeString(folder.resolve("versioned.lua"), TEXT);
    for (String version : ORDER) {
      LuaScriptEngine engine = builder(version).setting("lua.path", folder + "/?.lua").build();
      assertThat(engine.eval("return (require 'versioned')"))
          .as(version)
          .isEqualTo(meaning(version));
    }
  }

  /** A compiled script runs in the engine that compiled it, whatever it is evaluated with. */
  @Test
  void compiledScript_staysWithItsEngine() throws Exception {
    LuaScriptEngine old = builder("5.2").build();
    LuaScriptEngine later = builder("5.4").build();
    CompiledScript ofOld = old.compile(TEXT + " .. x");
    CompiledScript ofLater = later.compile(TEXT + " .. x");
    old.put("x", " of 5.2");
    later.put("x", " of 5.4");
    ScriptContext oldContext = old.getContext();
    ScriptContext laterContext = later.getContext();
    assertThat(ofOld.eval(laterContext)).isEqualTo("3 5 of 5.4");
    assertThat(ofLater.eval(oldContext)).isEqualTo("3.0 5.0 of 5.2");
    assertThat(ofOld.eval(later.getBindings(ScriptContext.ENGINE_SCOPE))).isEqualTo("3 5 of 5.4");
    assertThat(ofOld.eval(new SimpleBindings(Map.of("x", "!")))).isEqualTo("3 5!");
    assertThat(ofOld.getEngine()).isSameAs(old);
  }

  @Test
  void precompiledCode_isOfOneVersion() throws Exception {
    for (String version : List.of("5.2", "5.3", "5.4")) {
      Object code = builder(version).build().eval("return string.dump(load('return x'))");
      for (String other : List.of("5.2", "5.3", "5.4")) {
        LuaScriptEngine engine = builder(other).build();
        engine.put("code", code);
        if (other.equals(version)) {
          assertThat(engine.eval("x = 'kept' return load(code)()")).isEqualTo("kept");
        } else {
          assertThat((String) engine.eval("return select(2, load(code))"))
              .contains("version mismatch");
        }
      }
    }
  }

  /** A function of an engine is Java's to another, which calls it in its own engine. */
  @Test
  void function_runsWhereItIsFrom() throws Exception {
    LuaScriptEngine old = builder("5.2").build();
    LuaScriptEngine later = builder("5.4").build();
    later.put("f", old.eval("return function(x) return tostring(x / 2) end"));
    assertThat(later.eval("return f(4), tostring(4 / 2)")).isEqualTo(new Object[] {"2", "2.0"});
    old.put("t", later.eval("return {3.0, 2 ^ 53, 7}"));
    assertThat(old.eval("return tostring(t[1]), t[3]")).isEqualTo(new Object[] {"3", 7});
  }

  @Test
  void syntaxOfALaterVersion_isRefused() throws Exception {
    assertThat(builder("5.4").build().eval("return 7 // 2")).isEqualTo(3);
    assertThatThrownBy(() -> builder("5.2").build().eval("return 7 // 2"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("unexpected symbol near '/'");
  }

  @Test
  void threads_eachHaveTheirVersion() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Object>> tasks = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String version = ORDER.get(i % ORDER.size());
        tasks.add(
            () ->
                builder(version)
                    .searcher(new Finding(true))
                    .build()
                    .eval("return (require 'threads')"));
        expected.add(meaning(version));
      }
      List<Object> results = new ArrayList<>();
      for (Future<Object> each : pool.invokeAll(tasks)) {
        results.add(each.get());
      }
      assertThat(results).isEqualTo(expected);
    } finally {
      pool.shutdownNow();
    }
  }
}
