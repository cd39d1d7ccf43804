package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of searches, loads, searchers and reloads. */
final class RequireLogTest {

  private static final String REQUIRE = "io.github.luasearchers.engine.require";
  private static final String LIVE = "io.github.luasearchers.engine.live";

  @TempDir Path folder;

  private LuaScriptEngineBuilder builder() {
    return LuaScriptEngine.builder()
        .setting("lua.searchers", "preload, path")
        .setting("lua.path", folder + "/?.lua");
  }

  private void write(String name, String source) throws Exception {
    Files.writeString(folder.resolve(name + ".lua"), source);
  }

  /** Has an engine search for so long that it asks for the log at the next module. */
  private static void search(LuaScriptEngine lua) throws ScriptException {
    lua.eval("for _ = 1, 99 do pcall(require, 'none') end");
  }

  private static List<String> about(LogLines log, String what) {
    return log.lines().stream()
        .filter(each -> each.contains(what))
        .map(each -> each.replaceFirst("in \\d+ us$", "in N us"))
        .toList();
  }

  @Test
  void searchesAndLoads_haveALineEach() throws Exception {
    write("m", "return 1");
    write("bad", "error 'no'");
    String place = folder + "/m.lua";
    try (LogLines log = new LogLines(REQUIRE, Level.FINER);
        LuaScriptEngine lua = builder().build()) {
      search(lua);
      assertThat(log.lines()).isEmpty();
      lua.eval("require 'm' pcall(require, 'bad')");
      assertThat(about(log, "asked for m"))
          .containsExactly(
              "FINER LuaSearchers: preload was asked for m: NOT_FOUND in N us",
              "FINER LuaSearchers: path was asked for m: FOUND at " + place + " in N us");
      assertThat(about(log, "m was loaded"))
          .containsExactly(
              "FINE LuaSearchers: m was loaded from " + place + ", required from script:1 in N us");
      assertThat(about(log, "bad failed to load")).hasSize(1);
    }
  }

  @Test
  void debug_hasLoadsAndNoSearches() throws Exception {
    write("m", "return 1");
    try (LogLines log = new LogLines(REQUIRE, Level.FINE);
        LuaScriptEngine lua = builder().build()) {
      search(lua);
      lua.eval("require 'm'");
      assertThat(about(log, "was loaded")).hasSize(1);
      assertThat(about(log, "was asked")).isEmpty();
    }
  }

  @Test
  void name_canNotBreakTheLine() throws Exception {
    try (LogLines log = new LogLines(REQUIRE, Level.FINER);
        LuaScriptEngine lua = builder().build()) {
      search(lua);
      lua.eval("pcall(require, 'x\\nFINE forged')");
      assertThat(log.lines()).isNotEmpty().noneMatch(each -> each.contains("\n"));
    }
  }

  /** A searcher of the host's, which finds nothing. */
  private static final class Nothing implements LuaSearcherProvider {

    @Override
    public String name() {
      return "nothing";
    }

    @Override
    public LuaSearcher create(SearchContext context) {
      return name -> SearchResult.notFound("nothing");
    }
  }

  @Test
  void searchers_areNamedOnceForAClassLoaderAndAnOrder() throws Exception {
    write("m", "return 1");
    try (LogLines log = new LogLines(REQUIRE, Level.FINE);
        URLClassLoader loader =
            new URLClassLoader("mine", new URL[0], getClass().getClassLoader());
        LuaScriptEngine first = builder().classLoader(loader).build();
        LuaScriptEngine second = builder().classLoader(loader).build();
        LuaScriptEngine third =
            builder()
                .classLoader(loader)
                .searcher(new Nothing())
                .setting("lua.searchers", "path, nothing")
                .build()) {
      for (LuaScriptEngine each : List.of(first, second, third)) {
        search(each);
        each.eval("require 'm'");
      }
      String home = getClass().getProtectionDomain().getCodeSource().getLocation().toString();
      assertThat(about(log, "searchers of"))
          .containsExactly(
              "FINE LuaSearchers: searchers of class loader 'mine': preload, path",
              "FINE LuaSearchers: searchers of class loader 'mine': path, nothing (" + home + ")");
    }
  }

  @Test
  void reloads_haveALineEach_alsoWhenNothingIsDone() throws Exception {
    write("m", "return {1}");
    try (LogLines log = new LogLines(LIVE, Level.INFO);
        LuaScriptEngine lua = builder().setting("lua.reload", "manual").build()) {
      lua.eval("require 'm'");
      lua.reload("m");
      lua.reloadChanged(false);
      write("m", "return = 2");
      assertThatThrownBy(() -> lua.reloadChanged(false)).isInstanceOf(ScriptException.class);
      assertThat(log.lines()).hasSize(3).noneMatch(each -> each.contains("\n"));
      assertThat(log.lines().get(0)).startsWith("INFO LuaSearchers: reloaded m");
      assertThat(log.lines().get(1))
          .startsWith("INFO LuaSearchers: nothing was reloaded; no content has changed");
      assertThat(log.lines().get(2))
          .startsWith("WARNING LuaSearchers: module 'm', which was loaded from '" + folder)
          .contains("m.lua:1:");
    }
  }
}
