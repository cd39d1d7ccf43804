package io.github.luasearchers.engine.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits hold in functions that are compiled while they run. */
final class CompiledLimitsTest {

  private static final String GROW =
      "local function add(t, i) t[i] = {i} return t end "
          + "local t = {} for i = 1, 1e9 do add(t, i) end";

  private static final String GROW_IN_CALLBACKS =
      "local t, kept = {}, {} for i = 1, 1000 do t[i] = i end while true do "
          + "table.sort(t, function(a, b) kept[#kept + 1] = {a, b} return a > b end) end";

  private static final String GROW_BY_STRINGS =
      "local function fill(n) local parts = {} "
          + "for i = 1, n do parts[i] = string.rep('x', 100000) end return #parts end "
          + "for i = 1, 20000 do fill(1) end fill(1e9)";

  private static final String COUNT =
      "n = 0 local function f(x) if x > 0 then return f(x - 1) end n = n + 1 return n end "
          + "local s = setmetatable({}, {__index = {m = f}}) "
          + "local function add(a, b) return a + b end "
          + "while true do s.m(n % 5) for i = 1, n % 3 do n = n + 0 end "
          + "add(n, n % 400 == 0 and 0.5 or 1) add(('x').len('y'), 1) end";

  /** The loop begins in its third line and jumps back in its fifth. */
  private static final String LINES =
      """
      local n = 0
      while true do
        if n % 3 == 0 then
          n = n + 1
        end n = n + 2
      end
      """;

  private static LuaScriptEngine engine(String jit, String limit, String value) {
    return LuaScriptEngine.builder()
        .setting("lua.jit", jit)
        .setting("lua.limits.time", "60s")
        .setting(limit, value)
        .build();
  }

  private static LuaScriptException stop(LuaScriptEngine engine, String script) {
    return catchThrowableOfType(LuaScriptException.class, () -> engine.eval(script));
  }

  @ParameterizedTest
  @ValueSource(strings = {GROW, GROW_IN_CALLBACKS, GROW_BY_STRINGS})
  void memory_isAddedUp(String script) {
    LuaScriptException stop = stop(engine("true", "lua.limits.memory", "16MiB"), script);
    assertThat(stop).hasMessageContaining("lua.limits.memory");
  }

  @Test
  void time_passes() {
    LuaScriptException stop =
        stop(engine("true", "lua.limits.time", "500ms"), "local n = 0 while true do n = n + 1 end");
    assertThat(stop).hasMessageContaining("lua.limits.time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"100k", "5M", "20M"})
  void instructions_endAtTheSamePlace(String limit) throws ScriptException {
    assertThat(counted("true", limit)).isEqualTo(counted("false", limit));
  }

  @Test
  void instructions_endAtTheSameLine() {
    String limit = "lua.limits.instructions";
    LuaScriptException interpreted = stop(engine("false", limit, "20M"), LINES);
    LuaScriptException compiled = stop(engine("true", limit, "20M"), LINES);
    assertThat(interpreted.getLineNumber()).isEqualTo(5);
    assertThat(compiled.getLineNumber()).isEqualTo(5);
  }

  private static Object counted(String jit, String limit) throws ScriptException {
    LuaScriptEngine engine = engine(jit, "lua.limits.instructions", limit);
    assertThat(stop(engine, COUNT)).hasMessageContaining("lua.limits.instructions");
    return engine.eval("return n");
  }

  @Test
  void depth_isAnErrorOfLua() throws ScriptException {
    LuaScriptEngine engine = engine("true", "lua.limits.stack", "100k");
    Object message =
        engine.eval(
            "local function f(n) return 1 + f(n + 1) end "
                + "for i = 1, 20 do pcall(f, 1) end return select(2, pcall(f, 1))");
    assertThat(message).asString().contains("stack overflow");
  }
}
