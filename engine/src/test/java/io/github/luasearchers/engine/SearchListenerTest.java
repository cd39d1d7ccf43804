package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.SearchListener.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host is told of {@code require}. */
final class SearchListenerTest {

  @TempDir Path folder;

  private final List<String> events = new ArrayList<>();

  private LuaScriptEngine engine(SearchListener listener) {
    return LuaScriptEngine.builder()
        .setting("lua.searchers", "preload, path")
        .setting("lua.path", folder + "/?.lua")
        .searchListener(listener)
        .build();
  }

  private void write(String name, String source) throws Exception {
    Files.writeString(folder.resolve(name + ".lua"), source);
  }

  private String place(String name) {
    return folder + "/" + name + ".lua";
  }

  /** Writes down what it is told. */
  private final class Recorder implements SearchListener {

    @Override
    public void searched(Search search) {
      assertThat(search.nanos()).isNotNegative();
      assertThat(search.origin().isPresent()).isEqualTo(search.result() == Result.FOUND);
      events.add(
          "searched "
              + search.moduleName()
              + " "
              + search.searcher()
              + " "
              + search.result()
              + search.origin().map(origin -> " " + origin).orElse(""));
      assertThat(search).asString().contains(search.moduleName(), search.searcher());
    }

    @Override
    public void loaded(Load load) {
      assertThat(load.nanos()).isNotNegative();
      events.add(
          "loaded "
              + load.moduleName()
              + " "
              + load.searcher().orElse("-")
              + " "
              + load.origin().orElse("-")
              + " from "
              + load.requiredFrom().orElse("-")
              + (load.succeeded() ? "" : " failed"));
      assertThat(load).asString().contains(load.moduleName());
    }
  }

  @Test
  void searchesAndLoads_areToldInTheirOrder() throws Exception {
    write("outer", "local inner = require 'inner'\nreturn require 'inner'");
    write("inner", "return 1");
    try (LuaScriptEngine lua = engine(new Recorder())) {
      assertThat(lua.eval("return (require 'outer')")).isEqualTo(1);
      assertThat(lua.eval("return (require 'outer')")).isEqualTo(1);
    }
    assertThat(events)
        .containsExactly(
            "searched outer preload NOT_FOUND",
            "searched outer path FOUND " + place("outer"),
            "searched inner preload NOT_FOUND",
            "searched inner path FOUND " + place("inner"),
            "loaded inner path " + place("inner") + " from " + place("outer") + ":1",
            "loaded outer path " + place("outer") + " from script:1");
  }

  @Test
  void failures_areTold() throws Exception {
    write("syntax", "x = = 1");
    write("raises", "error('no')");
    try (LuaScriptEngine lua = engine(new Recorder())) {
      for (String name : List.of("nowhere", "syntax", "raises")) {
        assertThatThrownBy(() -> lua.eval("require '" + name + "'"))
            .isInstanceOf(ScriptException.class);
      }
    }
    assertThat(events)
        .containsExactly(
            "searched nowhere preload NOT_FOUND",
            "searched nowhere path NOT_FOUND",
            "searched syntax preload NOT_FOUND",
            "searched syntax path FAILED",
            "searched raises preload NOT_FOUND",
            "searched raises path FOUND " + place("raises"),
            "loaded raises path " + place("raises") + " from script:1 failed");
  }

  @Test
  void searchersOfScripts_areNotToldOfButTheirLoadsAre() throws Exception {
    try (LuaScriptEngine lua = engine(new Recorder())) {
      lua.eval(
          "package.searchers = {function() return function() return 7 end end}"
              + " assert(require 'mine' == 7)");
      lua.eval("package.preload.no = 5");
      lua.which("other");
    }
    assertThat(events).containsExactly("loaded mine - - from script:1");
  }

  @Test
  void exceptions_areLoggedAndChangeNothing() throws Exception {
    write("m", "return 1");
    write("bad", "error('mine', 0)");
    List<LogRecord> log = new ArrayList<>();
    Logger logger = Logger.getLogger("io.github.luasearchers.engine.require");
    java.util.logging.Handler handler =
        new java.util.logging.Handler() {
          @Override
          public void publish(LogRecord entry) {
            log.add(entry);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try (LuaScriptEngine lua =
        engine(
            new SearchListener() {
              @Override
              public void searched(Search search) {
                throw new IllegalStateException("broken");
              }

              @Override
              public void loaded(Load load) {
                throw new AssertionError("broken");
              }
            })) {
      assertThat(lua.eval("return (require 'm')")).isEqualTo(1);
      assertThat(lua.eval("return select(2, pcall(require, 'bad'))")).isEqualTo("mine");
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }
    assertThat(log).hasSize(6).allMatch(entry -> entry.getLevel() == Level.WARNING);
  }

  private LuaScriptEngine reloading(SearchListener listener) {
    return LuaScriptEngine.builder()
        .setting("lua.searchers", "preload, path")
        .setting("lua.path", folder + "/?.lua")
        .setting("lua.reload", "manual")
        .searchListener(listener)
        .build();
  }

  @Test
  void reloads_areToldWhateverComesOfThem() throws Exception {
    write("m", "return {1}");
    List<String> told = new ArrayList<>();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void reloaded(ReloadReport report) {
            told.add(report.reloaded() + " " + report.notes());
          }

          @Override
          public void reloadFailed(String reason) {
            told.add(reason);
          }
        };
    try (LuaScriptEngine lua = reloading(listener)) {
      lua.eval("require 'm'");
      lua.reload("m");
      lua.eval("package.reloadChanged()");
      write("m", "return = 2");
      assertThatThrownBy(() -> lua.reload("m"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("unexpected symbol");
      lua.eval("pcall(package.reload, 'other')");
    }
    assertThat(told).hasSize(4);
    assertThat(told.get(0)).startsWith("[m] ");
    assertThat(told.get(1)).isEqualTo("[] [no content has changed]");
    assertThat(told.get(2)).startsWith("module 'm', which was").contains("m.lua:1: unexpected");
    assertThat(told.get(3)).isEqualTo("module 'other' is not loaded");
  }

  @Test
  void reloads_areNotHeldUpByAListenerThatFails() throws Exception {
    write("m", "return {1}");
    SearchListener listener =
        new SearchListener() {
          @Override
          public void reloaded(ReloadReport report) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void reloadFailed(String reason) {
            throw new AssertionError("broken");
          }
        };
    try (LogLines log = new LogLines("io.github.luasearchers.engine.require", Level.WARNING);
        LuaScriptEngine lua = reloading(listener)) {
      lua.eval("require 'm'");
      assertThat(lua.reload("m").reloaded()).containsExactly("m");
      assertThatThrownBy(() -> lua.reload("other")).hasMessageContaining("is not loaded");
      assertThat(log.lines()).hasSize(2).allMatch(each -> each.contains("a listener failed on:"));
    }
  }

  @Test
  void defaults_doNothing() throws Exception {
    write("m", "return 1");
    try (LuaScriptEngine lua = reloading(new SearchListener() {})) {
      assertThat(lua.eval("return (require 'm')")).isEqualTo(1);
      assertThat(lua.reload("m").reloaded()).containsExactly("m");
      assertThatThrownBy(() -> lua.reload("other")).hasMessageContaining("is not loaded");
    }
  }
}
