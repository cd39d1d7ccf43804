package io.github.luasearchers.clibs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bridge.c} does, at each version. */
class CFunctionTest {

  private static LuaScriptEngineBuilder builder(String version) {
    return LuaScriptEngine.builder()
        .setting("lua.version", version)
        .setting("lua.clibs", "true")
        .setting("lua.cpath", TestLibrary.folder(version) + "/?.so");
  }

  private static Object run(LuaScriptEngine lua, String code) throws ScriptException {
    return lua.eval("local c = require 'bridge' " + code);
  }

  private static Object run(String version, String code) throws ScriptException {
    try (LuaScriptEngine lua = builder(version).build()) {
      return run(lua, code);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void call_passesValuesThrough(String version) throws ScriptException {
    Object result =
        run(
            version,
            """
            local function f() end
            local co = coroutine.create(f)
            local t = {}
            local a, b, d, e, g, h, i, j, k, n =
                c.echo(nil, true, 1.5, -7, 'text', ('x'):rep(1000), t, f, co, 2^53)
            return tostring(a == nil and b == true and d == 1.5 and e == -7 and g == 'text'
                and h == ('x'):rep(1000) and i == t and j == f and k == co and n == 2^53)
                .. select('#', c.echo()) .. select('#', c.echo(nil, nil))
            """);
    assertThat(result).isEqualTo("true02");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.3", "5.4"})
  void call_keepsIntegersExact(String version) throws ScriptException {
    Object result =
        run(
            version,
            "local a, b = c.echo(math.maxinteger, 1.0)"
                + " return a == math.maxinteger and math.type(a) .. math.type(b)");
    assertThat(result).isEqualTo("integerfloat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void strings_haveAZeroBehindThem(String version) throws ScriptException {
    Object result =
        run(
            version,
            """
            for _, n in ipairs {0, 1, 7, 8, 38, 39, 40, 41, 5000} do
              local same, length = c.length(('x'):rep(n))
              assert(same and length == n, n)
            end
            return (c.length('a\\0b'))
            """);
    assertThat(result).isEqualTo(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void upvalues_areTheClosuresOwn(String version) throws ScriptException {
    Object result =
        run(
            version,
            "local a, b = c.counter(), c.counter() a() a() b()"
                + " return ('%d%d'):format(a(), b())");
    assertThat(result).isEqualTo("32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void errors_goBothWays(String version) throws ScriptException {
    Object result =
        run(
            version,
            """
            local t = {}
            local function raise() error(t) end
            local ok, value = pcall(c.call, raise)
            local inside, status = c.pcall(raise)
            local _, message = pcall(c.fail)
            local _, own = pcall(c.fail, t)
            return tostring(not ok and value == t and inside == t and own == t)
                .. ('%d'):format(status) .. message
            """);
    assertThat(result).isEqualTo("true2failed in C");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void yields_passCodeThatContinues(String version) throws ScriptException {
    Object result =
        run(
            version,
            """
            local out = {}
            local function add(...) out[#out + 1] = table.concat({...}, ',') end
            local function run(f, ...)
              local co = coroutine.create(f)
              local function note(_, ...) add(...) end
              note(coroutine.resume(co, ...))
              note(coroutine.resume(co, 'sent'))
            end
            run(function() return 'then', c.yield('y') end)
            run(function() return c.yield_then('a') end)
            run(function() return c.call_then(coroutine.yield, 'z') end)
            run(function() return c.call(coroutine.yield, 'z') end)
            return (table.concat(out, ' '):gsub('%.0', ''))
            """);
    assertThat(result)
        .isEqualTo(
            "y then,sent 1 a,sent,1,7 z sent,1,8"
                + " attempt to yield across a C-call boundary cannot resume dead coroutine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void userdata_isFinalizedOnceAndThenFreed(String version) throws ScriptException {
    try (LuaScriptEngine lua = builder(version).build()) {
      Object result =
          run(
              lua,
              """
              local count, bytes = 0, {}
              debug.getregistry().bridge.__gc = function(u)
                count = count + 1
                bytes[c.first_byte(u)] = true
              end
              for i = 1, 500 do c.userdata(100) end
              collectgarbage() collectgarbage()
              return count > 450 and next(bytes)
              """);
      assertThat(result).isEqualTo("u");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void close_finalizesWhatIsLeft(String version) throws ScriptException {
    StringBuilder log = new StringBuilder();
    try (LuaScriptEngine lua = builder(version).build()) {
      lua.put("log", log);
      run(
          lua,
          """
          local log = log
          debug.getregistry().bridge.__gc = function(u) log:append(c.first_byte(u)) end
          kept = {}
          for i = 1, 3 do kept[i] = c.userdata(10) end
          """);
    }
    assertThat(log).hasToString("uuu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void lightUserdata_areEqualByTheirAddress(String version) throws ScriptException {
    Object result =
        run(
            version,
            "local t = {[c.pointer(64)] = 'found'} return tostring(c.pointer(64) == c.pointer(64))"
                + " .. tostring(c.pointer(64) == c.pointer(65)) .. t[c.pointer(64)]"
                + " .. tostring(c.pointer(64))");
    assertThat(result).isEqualTo("truefalsefounduserdata: 0x40");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void sets_thatArePutOff_areSeenInOrder(String version) throws ScriptException {
    Object result =
        run(version, "local t = c.numbers(1999) return ('%d %d'):format(t.odd, t.even)");
    assertThat(result).isEqualTo("1999 1998");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void registry_isThatOfTheDebugLibrary(String version) throws ScriptException {
    Object result =
        run(version, "local t = {} return debug.getregistry()[c.keep(t)] == t and 'same'");
    assertThat(result).isEqualTo("same");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void threads_thatAreDropped_areFreed(String version) throws ScriptException {
    // With all of them alive, the arena would be too small.
    Object result =
        run(version, "for i = 1, 200 do c.threads(1000) collectgarbage 'step' end return 'done'");
    assertThat(result).isEqualTo("done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.4"})
  void deadline_thatPassesInC_endsTheScript(String version) throws ScriptException {
    try (LuaScriptEngine lua = builder(version).setting("lua.limits.time", "300ms").build()) {
      assertThatThrownBy(() -> run(lua, "pcall(c.wait, 600) return 'went on'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("lua.limits.time");
      assertThatThrownBy(() -> run(lua, "c.pcall(function() while true do end end)"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("lua.limits.time");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.4"})
  void memoryLimit_countsBlocks(String version) throws ScriptException {
    try (LuaScriptEngine lua = builder(version).setting("lua.limits.memory", "20M").build()) {
      assertThatThrownBy(
              () ->
                  run(
                      lua,
                      "local t = {} for i = 1, 1000 do t[i] = c.userdata(100000) end"
                          + " return 'went on'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("memory");
      assertThat(run(lua, "return c.first_byte(c.userdata(10))")).isEqualTo("u");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void recursion_endsInAnError(String version) throws ScriptException {
    Object result =
        run(
            version,
            "local function f() return c.call(f) end local ok, message = pcall(f)"
                + " return not ok and message:match('C stack overflow')");
    assertThat(result).isEqualTo("C stack overflow");
  }

  /** What C uses stays until it has returned. */
  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void close_belowCCode_waitsForIt(String version) throws ScriptException {
    try (LuaScriptEngine lua = builder(version).build()) {
      lua.put("engine", lua);
      Object result =
          run(
              lua,
              """
              local u = c.userdata(5)
              local co = coroutine.wrap(function() return c.call_then(coroutine.yield, 'after') end)
              c.call(function() engine:close() end)
              return co() .. c.first_byte(u) .. (c.pcall(error, 'caught', 0)):upper()
              """);
      assertThat(result).isEqualTo("afteruCAUGHT");
      assertThatThrownBy(() -> lua.eval("return 1")).hasMessage("the engine is closed");
    }
  }

  /** A function of 5.4.6, which no older PUC's Lua has. */
  @Test
  void closeThread_closesIt() throws ScriptException {
    Object result =
        run(
            "5.4",
            """
            local closed = 0
            local co = coroutine.create(function()
              local x <close> = setmetatable({}, {__close = function() closed = closed + 1 end})
              coroutine.yield()
            end)
            coroutine.resume(co)
            return c.close_thread(co) .. coroutine.status(co) .. closed
            """);
    assertThat(result).isEqualTo("0dead1");
  }
}
