package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.SearchListener;
import io.github.luasearchers.testing.http.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.script.ScriptException;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hosts and the flight recorder are told of modules from servers. */
class ObservedTest {

  private static final String SEARCH = "io.github.luasearchers.Search";

  @TempDir Path temp;

  private final List<String> told = new ArrayList<>();

  private final SearchListener listener =
      new SearchListener() {
        @Override
        public void searched(Search search) {
          told.add(search.moduleName() + " " + search.result() + " " + search.origin().orElse("-"));
        }

        @Override
        public void loaded(Load load) {
          told.add(load.moduleName() + " " + load.searcher().orElse("-"));
        }
      };

  private LuaScriptEngine engine(TestServer server) {
    return LuaScriptEngine.builder()
        .setting("lua.searchers", "http")
        .setting("lua.http.repositories", server.url())
        .setting("lua.http.path", "?.lua")
        .setting("lua.http.cache", "memory")
        .setting("lua.http.retries", "0")
        .searchListener(listener)
        .build();
  }

  private static void serve(TestServer server) {
    server.on("/good.lua", exchange -> TestServer.send(exchange, 200, "return 1".getBytes()));
    server.on("/bad.lua", exchange -> TestServer.send(exchange, 500, new byte[0]));
  }

  private static void requireAll(LuaScriptEngine lua) throws ScriptException {
    lua.eval("require 'good' pcall(require, 'none')");
    assertThatThrownBy(() -> lua.eval("require 'bad'")).isInstanceOf(ScriptException.class);
  }

  @Test
  void listener_isToldOfServers() throws Exception {
    try (TestServer server = new TestServer();
        LuaScriptEngine lua = engine(server)) {
      serve(server);
      requireAll(lua);
      assertThat(told)
          .containsExactly(
              "good FOUND " + server.url() + "good.lua",
              "good http",
              "none NOT_FOUND -",
              "bad FAILED -");
    }
  }

  @Test
  void flightRecorder_isToldOfServers() throws Exception {
    List<String> events = new ArrayList<>();
    Path file = temp.resolve("http.jfr");
    try (TestServer server = new TestServer();
        Recording recording = new Recording();
        LuaScriptEngine lua = engine(server)) {
      serve(server);
      recording.enable(SEARCH);
      recording.start();
      requireAll(lua);
      recording.stop();
      recording.dump(file);
      for (RecordedEvent each : RecordingFile.readAllEvents(file)) {
        if (each.getEventType().getName().equals(SEARCH)
            && each.getThread().getJavaThreadId() == Thread.currentThread().getId()) {
          assertThat(each.getString("searcher")).isEqualTo("http");
          assertThat(each.getDuration()).isPositive();
          events.add(
              each.getString("name")
                  + " "
                  + each.getString("outcome")
                  + " "
                  + each.getString("origin"));
        }
      }
      assertThat(events)
          .containsExactlyInAnyOrder(
              "good FOUND " + server.url() + "good.lua", "none NOT_FOUND null", "bad FAILED null");
    }
  }
}
