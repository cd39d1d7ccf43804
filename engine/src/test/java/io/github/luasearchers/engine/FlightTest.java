package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.script.Compilable;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK's flight recorder is told, as it stands in the file. */
final class FlightTest {

  @TempDir Path folder;

  private LuaScriptEngineBuilder builder() {
    return LuaScriptEngine.builder()
        .setting("lua.searchers", "preload, path")
        .setting("lua.path", folder + "/?.lua");
  }

  private void write(String name, String source) throws Exception {
    Files.writeString(folder.resolve(name + ".lua"), source);
  }

  private String place(String name) {
    return folder + "/" + name + ".lua";
  }

  /** Returns fields of an event, with blanks between. */
  private static String text(RecordedEvent event, String... fields) {
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      text.append(text.length() == 0 ? "" : " ").append(event.<Object>getValue(field));
    }
    return text.toString();
  }

  private static List<String> texts(List<RecordedEvent> events, String kind, String... fields) {
    return FlightRecording.of(kind, events).stream().map(each -> text(each, fields)).toList();
  }

  @Test
  void modules_areRecordedFromTheSearchToTheRun() throws Exception {
    write("outer", "return require 'inner'");
    write("inner", "local x = 0 for i = 1, 1e5 do x = x + i end return 7");
    List<RecordedEvent> events;
    try (FlightRecording recording = new FlightRecording();
        LuaScriptEngine lua = builder().build()) {
      assertThat(lua.eval("return (require 'outer')")).isEqualTo(7);
      events = recording.read(folder);
    }
    String[] fields = {"name", "searcher", "outcome", "origin"};
    assertThat(texts(events, "Search", fields))
        .containsExactly(
            "outer preload NOT_FOUND null",
            "outer path FOUND " + place("outer"),
            "inner preload NOT_FOUND null",
            "inner path FOUND " + place("inner"));
    assertThat(texts(events, "Compile", fields))
        .containsExactly(
            "script null COMPILED null",
            "outer path COMPILED " + place("outer"),
            "inner path COMPILED " + place("inner"));
    assertThat(texts(events, "Run", fields))
        .containsExactly(
            "inner path LOADED " + place("inner"), "outer path LOADED " + place("outer"));
    assertThat(texts(events, "Evaluation", "name", "outcome", "depth"))
        .containsExactly("script RETURNED 1");
    assertThat(events)
        .allMatch(each -> each.getEventType().getCategoryNames().equals(List.of("Lua")))
        .allMatch(each -> each.getStackTrace() == null);
    RecordedEvent inner = FlightRecording.of("Run", events).get(0);
    RecordedEvent outer = FlightRecording.of("Run", events).get(1);
    assertThat(inner.getDuration()).isPositive().isLessThanOrEqualTo(outer.getDuration());
  }

  @Test
  void failures_areRecorded() throws Exception {
    write("syntax", "x = = 1");
    write("raises", "error('no')");
    List<RecordedEvent> events;
    try (FlightRecording recording = new FlightRecording();
        LuaScriptEngine lua = builder().build()) {
      lua.put(ScriptEngine.FILENAME, "main.lua");
      for (String name : List.of("nowhere", "syntax", "raises")) {
        assertThatThrownBy(() -> lua.eval("require '" + name + "'"))
            .isInstanceOf(ScriptException.class);
      }
      assertThatThrownBy(() -> ((Compilable) lua).compile("x = = 2"))
          .isInstanceOf(ScriptException.class);
      events = recording.read(folder);
    }
    assertThat(texts(events, "Search", "name", "searcher", "outcome"))
        .contains("nowhere path NOT_FOUND", "syntax path FAILED", "raises path FOUND");
    assertThat(texts(events, "Compile", "name", "outcome"))
        .contains("syntax FAILED", "main.lua FAILED", "main.lua COMPILED");
    assertThat(texts(events, "Run", "name", "outcome")).containsExactly("raises FAILED");
    assertThat(texts(events, "Evaluation", "name", "outcome"))
        .hasSize(4)
        .allMatch(each -> each.endsWith(" FAILED"))
        .contains("main.lua FAILED");
    assertThat(FlightRecording.of("Stop", events)).isEmpty();
  }

  @Test
  void stops_sayWhichLimit() throws Exception {
    List<RecordedEvent> events;
    try (FlightRecording recording = new FlightRecording();
        LuaScriptEngine lua =
            LuaScriptEngine.builder()
                .setting("lua.limits.time", "200ms")
                .setting("lua.limits.output", "1KiB")
                .build()) {
      lua.eval("function spin() while true do end end");
      assertThatThrownBy(() -> lua.invokeFunction("spin")).isInstanceOf(ScriptException.class);
      assertThatThrownBy(() -> lua.eval("print(('x'):rep(2000))"))
          .isInstanceOf(ScriptException.class);
      lua.put("lua.limits.instructions", "1000");
      assertThatThrownBy(() -> lua.eval("spin()")).isInstanceOf(ScriptException.class);
      events = recording.read(folder);
    }
    assertThat(texts(events, "Stop", "limit", "name"))
        .containsExactly(
            "lua.limits.time spin", "lua.limits.output script", "lua.limits.instructions script");
    assertThat(texts(events, "Stop", "reason"))
        .allMatch(each -> each.startsWith("the script was stopped: it "));
    assertThat(texts(events, "Evaluation", "name", "outcome"))
        .containsExactly("script RETURNED", "spin STOPPED", "script STOPPED", "script STOPPED");
  }

  @Test
  void nestedEvaluationsAndCallbacks_areRecordedEach() throws Exception {
    List<RecordedEvent> events;
    try (FlightRecording recording = new FlightRecording();
        LuaScriptEngine lua =
            LuaScriptEngine.builder().setting("lua.limits.instructions", "1M").build()) {
      Callable<Object> inner = () -> lua.eval("return 1");
      lua.put("inner", inner);
      assertThat(lua.eval("return inner:call()")).isEqualTo(1);
      LuaCallable function = (LuaCallable) lua.eval("return function() while true do end end");
      assertThatThrownBy(function::call).hasMessageContaining("lua.limits.instructions");
      events = recording.read(folder);
    }
    assertThat(texts(events, "Evaluation", "name", "outcome", "depth"))
        .startsWith("script RETURNED 2", "script RETURNED 1");
    assertThat(texts(events, "Stop", "limit")).containsExactly("lua.limits.instructions");
  }

  @Test
  void reloads_areRecordedAlsoWhenNothingIsDone() throws Exception {
    write("m", "return {1}");
    List<RecordedEvent> events;
    try (FlightRecording recording = new FlightRecording();
        LuaScriptEngine lua = builder().setting("lua.reload", "manual").build()) {
      lua.eval("require 'm'");
      lua.reload("m");
      lua.reloadChanged(false);
      write("m", "return = 2");
      assertThatThrownBy(() -> lua.reloadChanged(false)).isInstanceOf(ScriptException.class);
      assertThatThrownBy(() -> lua.reload("m")).isInstanceOf(ScriptException.class);
      events = recording.read(folder);
    }
    assertThat(texts(events, "Reload", "name", "outcome"))
        .containsExactly("m RELOADED", "UNCHANGED", "FAILED", "m FAILED");
    assertThat(texts(events, "Reload", "report").get(0)).startsWith("reloaded m");
    assertThat(texts(events, "Reload", "report").get(1)).contains("no content has changed");
    assertThat(texts(events, "Reload", "report").get(3)).contains("m.lua:1:");
    assertThat(FlightRecording.of("Reload", events).get(0).getDuration()).isPositive();
  }

  /** Short evaluations are a recording's own wish: hosts have a million of them in a second. */
  @Test
  void shortEvaluations_areLeftOutUnlessTheRecordingWantsThem() throws Exception {
    Path file = folder.resolve("standard.jfr");
    try (Recording recording = new Recording();
        LuaScriptEngine lua = LuaScriptEngine.builder().build()) {
      lua.eval("return 1");
      recording.start();
      for (int i = 0; i < 100; i++) {
        lua.eval("return 1");
      }
      lua.put(ScriptEngine.FILENAME, "long.lua");
      lua.eval("local t = os.clock() while os.clock() - t < 0.05 do end");
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(texts(events, "Evaluation", "name")).contains("long.lua").hasSizeLessThan(50);
  }
}
