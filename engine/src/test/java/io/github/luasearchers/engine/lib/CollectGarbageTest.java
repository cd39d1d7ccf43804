package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the collector answers to a finalizer, which is in the middle of its work. */
class CollectGarbageTest {

  private static Object inFinalizer(String version, String call) throws Exception {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.version", version).build()) {
      return lua.eval(
          "local answer = 'not run' setmetatable({}, {__gc = function()"
              + (" answer = tostring((" + call + ")) end})")
              + " for _ = 1, 20 do if answer == 'not run' then collectgarbage() end end"
              + " return answer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collect",
        "count",
        "step",
        "isrunning",
        "stop",
        "restart",
        "setpause",
        "setstepmul",
        "generational",
        "incremental"
      })
  void finalizer_getsNoAnswer(String option) throws Exception {
    assertThat(inFinalizer("5.4", "collectgarbage('" + option + "')")).isEqualTo("nil");
  }

  @ParameterizedTest
  @CsvSource({"5.2, 0", "5.3, 0"})
  void finalizer_getsAnAnswerBeforeLua54(String version, String answer) throws Exception {
    assertThat(inFinalizer(version, "collectgarbage()")).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'generational', 1, {}", "'incremental', 1, 1, {}", "'step', {}", "'all'"})
  void finalizer_hearsOfBadArguments(String arguments) throws Exception {
    String call = "select(2, pcall(collectgarbage, " + arguments + "))";
    assertThat((String) inFinalizer("5.4", call)).startsWith("bad argument #");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void collector_answersAfterAFinalizer(String version) throws Exception {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.version", version).build()) {
      Object answer =
          lua.eval(
              "setmetatable({}, {__gc = function() error('of the finalizer', 0) end})"
                  + " for _ = 1, 20 do pcall(collectgarbage) end return collectgarbage()");
      assertThat(((Number) answer).intValue()).isZero();
    }
  }
}
