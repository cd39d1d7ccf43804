package io.github.luasearchers.clibs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import javax.script.ScriptException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of C's userdata when they are gone. */
class UserdataTest {

  private static final String BEGINNING =
      """
      local c = require 'bridge'
      local log = {}
      local function note(u) log[#log + 1] = c.first_byte(u) end
      local function collect() collectgarbage() collectgarbage() return table.concat(log, ' ') end
      """;

  private static Object run(String version, String code) throws ScriptException {
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.version", version)
            .setting("lua.clibs", "true")
            .setting("lua.cpath", TestLibrary.folder(version) + "/?.so")
            .build()) {
      return lua.eval(BEGINNING + code);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void aFinalizer_getsTheSameMemoryAddressAndMetatable(String version) throws ScriptException {
    Object result =
        run(
            version,
            """
            local metatable = debug.getregistry().bridge
            local address, seen
            metatable.__gc = function(u)
              seen = tostring(u) == address and getmetatable(u) == metatable and c.first_byte(u)
            end
            do local u = c.userdata(10) address = tostring(u) end
            collect()
            return seen
            """);
    assertThat(result).isEqualTo("u");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void userValue_isThereForTheFinalizer(String version) throws ScriptException {
    Object result =
        run(
            version,
            """
            local seen
            debug.getregistry().bridge.__gc = function(u)
              local value = debug.getuservalue(u)
              if value then seen = value.owner == u and value.text end
            end
            for i = 1, 10 do c.userdata(10) end
            do
              local u = c.userdata(10)
              debug.setuservalue(u, {owner = u, text = 'kept'})
            end
            collect()
            return seen
            """);
    assertThat(result).isEqualTo("kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void objectsOfLua_areFinalizedInTheOrderOfMarkingWithThem(String version) throws ScriptException {
    Object result =
        run(
            version,
            """
            debug.getregistry().bridge.__gc = note
            do
              local first = c.userdata(10)
              local t = setmetatable({first}, {__gc = function(t) note(t[1]) log[#log + 1] = 't' end})
              t[2] = c.userdata(10)
            end
            return collect()
            """);
    assertThat(result).isEqualTo("u u t u");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void aWeakKey_hasItsValueForTheFinalizer(String version) throws ScriptException {
    Object result =
        run(
            version,
            """
            local data, seen = setmetatable({}, {__mode = 'k'}), nil
            debug.getregistry().bridge.__gc = function(u) seen = data[u] end
            do data[c.userdata(10)] = 'value' end
            collect()
            return seen
            """);
    assertThat(result).isEqualTo("value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void anotherMetatable_isTheOneWhoseFinalizerRuns(String version) throws ScriptException {
    Object result =
        run(
            version,
            """
            debug.getregistry().bridge.__gc = note
            do
              local u = c.userdata(10)
              debug.setmetatable(u, {__gc = function() log[#log + 1] = 'other' end})
            end
            return collect()
            """);
    assertThat(result).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void whatAFinalizerKeeps_staysUsable(String version) throws ScriptException {
    Object result =
        run(
            version,
            """
            local kept = {}
            debug.getregistry().bridge.__gc = function(u) kept[#kept + 1] = u end
            for i = 1, 1000 do c.userdata(100) end
            collect()
            for i = 1, 3000 do c.userdata(100) end
            local count = 0
            for _, u in ipairs(kept) do if c.first_byte(u) == 'u' then count = count + 1 end end
            return count >= 900 and kept[1] ~= kept[2] and 'usable'
            """);
    assertThat(result).isEqualTo("usable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void memory_staysUntilAllThatWereFoundTogetherAreFinalized(String version)
      throws ScriptException {
    Object result =
        run(
            version,
            """
            local count, address, byte, made = 0, nil, nil, {}
            debug.getregistry().bridge.__gc = function(u)
              count = count + 1
              if count == 1 then
                address = tonumber(tostring(u):match '0x(%x+)', 16)
              elseif count == 2 then
                collectgarbage()
                for i = 1, 3000 do made[i] = c.userdata(2000) end
                byte = c.first_byte(c.pointer(address))
              end
            end
            for i = 1, 500 do c.userdata(64) end
            collect()
            return byte
            """);
    assertThat(result).isEqualTo("u");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void aMetatableThatAScriptReplaces_isThatOfNewObjects(String version) throws ScriptException {
    Object result =
        run(
            version,
            """
            local registry, other = debug.getregistry(), {}
            local first, again = c.userdata(10), c.userdata(10)
            registry.bridge = other
            return getmetatable(first) == getmetatable(again)
                and getmetatable(c.userdata(10)) == other and 'other'
            """);
    assertThat(result).isEqualTo("other");
  }
}
