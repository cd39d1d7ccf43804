package io.github.luasearchers.engine.lib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaLong;
import io.github.luasearchers.engine.value.ScriptStopped;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the libraries refuse to do, what can stop them, and what the levels of Lua add. */
class LibraryLimitsTest {

  private static final String RESULT =
      "local t = table.pack(%s) for i = 1, t.n do t[i] = "
          + "tostring(t[i]) end return table.concat(t, ' ')";

  private static Table library(LuaRuntime lua) {
    Table library = new Table();
    StandardLibrary.open(lua, library);
    lua.enter(library);
    return library;
  }

  private static String eval(Level level, String expressions) {
    LuaRuntime lua = new LuaRuntime(level);
    return eval(lua, library(lua), RESULT.formatted(expressions));
  }

  private static String eval(LuaRuntime lua, Table library, String source) {
    byte[] bytes = source.getBytes(UTF_8);
    return lua.instantiate(lua.compile(bytes, "=test"), library).call().tojstring();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "string.find(('a'):rep(30), ('a?'):rep(30) .. ('a'):rep(31))",
        "string.find(('x'):rep(100000), 'x*x*x*y')",
        "string.find(('x'):rep(100000), '.-.-.-b')",
        "string.find(('a'):rep(4000000), ('a'):rep(2000000) .. 'b', 1, true)",
        "table.concat(setmetatable({}, {__index = function() return '' end}), '', 1, 2^31 - 1)",
        "table.sort(t, function() return true end)",
      })
  void longWork_canBeStopped(String expression) throws InterruptedException {
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              LuaRuntime lua = new LuaRuntime(Level.LUA_5_3);
              Table library = library(lua);
              String setUp =
                  "t = {} for i = 1, 1e5 do t[i] = i end while true do pcall(function() ";
              try {
                eval(lua, library, setUp + expression + " end) end");
              } catch (ScriptStopped e) {
                end.set(e);
              }
            });
    thread.start();
    Thread.sleep(300);
    thread.interrupt();
    thread.join(Duration.ofSeconds(20).toMillis());

    assertThat(end.get()).isInstanceOf(ScriptStopped.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "('x'):rep(2^31 - 1)                 | resulting string too large",
        "('xy'):rep(2^30)                    | resulting string too large",
        "('x'):rep(2^30, ('y'):rep(1e9))     | resulting string too large",
        "table.unpack({}, 1, 1e7)            | too many results to unpack",
        "table.unpack({}, -2^31, 2^31 - 1)   | too many results to unpack",
        "('x'):rep(1e7):byte(1, -1)          | stack overflow (string slice too long)",
        "('a'):rep(300):find(('a?'):rep(200)) | pattern too complex",
        "('a'):find(('()'):rep(33))          | too many captures",
        "table.sort({3, 1, 2, 4}, function() return true end)"
            + " | invalid order function for sorting",
      })
  void tooMuch_hasPucsMessage(String expression, String message) {
    assertThat(eval(Level.LUA_5_2, "pcall(function() return " + expression + " end)"))
        .isIn("false test:1: " + message, "false " + message);
  }

  @Test
  void patterns_needNoDeepStack() throws InterruptedException {
    AtomicReference<String> result = new AtomicReference<>();
    String deep = "select('#', ('a'):rep(300):find(('(a)'):rep(32) .. ('a?'):rep(130)))";
    Thread thread =
        new Thread(null, () -> result.set(eval(Level.LUA_5_2, deep)), "small", 512 * 1024);
    thread.start();
    thread.join();

    assertThat(result.get()).isEqualTo("34");
  }

  @Test
  void sort_thatFails_losesNothing() {
    String sort =
        "(function() local t, n = {}, 0 for i = 1, 50 do t[i] = i * 7 % 50 end"
            + " local ok, e = pcall(table.sort, t, function(a, b) n = n + 1"
            + " if n == 60 then error('stop', 0) end return a < b end)"
            + " local seen, count = {}, 0 for i = 1, #t do seen[t[i]] = true end"
            + " for _ in pairs(seen) do count = count + 1 end return e, #t, count end)()";

    assertThat(eval(Level.LUA_5_2, sort)).isEqualTo("stop 50 50");
  }

  @Test
  void comparison_thatYields_hasPucsMessage() {
    String sort =
        "coroutine.wrap(function() return pcall(table.sort, {1, 2}, coroutine.yield) end)()";

    assertThat(eval(Level.LUA_5_2, sort))
        .isEqualTo("false attempt to yield across a C-call boundary");
  }

  @Test
  void stringsMetatable_isTheEnginesOwn() {
    LuaRuntime one = new LuaRuntime(Level.LUA_5_2);
    LuaRuntime other = new LuaRuntime(Level.LUA_5_2);
    Table first = library(one);
    Table second = library(other);
    eval(one, first, "function string.shout(s) return s:upper() .. '!' end return 1");

    assertThat(eval(one, first, "return ('hey'):shout()")).isEqualTo("HEY!");
    assertThat(eval(other, second, "return tostring(('').shout)")).isEqualTo("nil");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LUA_5_2 | nil nil nil function function function",
        "LUA_5_3 | table function function function nil nil",
        "LUA_5_4 | table function function nil nil nil",
      })
  void levels_haveTheirFunctions(Level level, String types) {
    String names = "utf8, table.move, string.pack, bit32 and bit32.band, unpack, table.maxn";
    String kinds =
        "(function(...) local t = table.pack(...) for i = 1, t.n do t[i] = type(t[i]) end"
            + " return table.unpack(t, 1, t.n) end)("
            + names
            + ")";

    assertThat(eval(level, kinds)).isEqualTo(types);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "utf8.char(72, 228, 8364, 128512) == 'H\\195\\164\\226\\130\\172\\240\\159\\152\\128' | true",
        "utf8.len('\\195\\164\\255') | nil 3",
        "utf8.codepoint('\\195\\164x', 1, -1) | 228 120",
        "utf8.offset('\\195\\164x', 2) | 3",
        "string.unpack('<i2 >I3 z s1 d', string.pack('<i2 >I3 z s1 d', -2, 66051, 'ab', 'cd', 0.5))"
            + " | -2 66051 ab cd 0.5 20",
        "string.packsize('!8 b i8') | 16",
        "table.concat(table.move({1, 2, 3}, 1, 3, 2), ',') | 1,1,2,3",
        "math.type(3), math.type(0.5), math.type('3') | integer float nil",
        "math.tointeger(2^20), math.tointeger(0.5), math.ult(1, -1) | 1048576 nil true",
        "pcall(function() local s = ('%d'):format(0.5) end)"
            + " | false test:1: bad argument #1 to 'format' (number has no integer representation)",
        "string.gsub('abc', '%w*', 'x') | x 1",
        "table.concat(setmetatable({}, {__index = function(_, k) return k end,"
            + " __len = function() return 3 end})) | 123",
      })
  void laterLevels_haveWhatTheyAdded(String expression, String result) {
    assertThat(eval(Level.LUA_5_3, expression)).isEqualTo(result);
  }

  @Test
  void longsFromJava_keepAllDigits() {
    LuaRuntime lua = new LuaRuntime(Level.LUA_5_2);
    Table library = library(lua);
    library.set("n", new LuaLong(Long.MAX_VALUE - 1));

    assertThat(eval(lua, library, "return ('%d %x'):format(n, n)"))
        .isEqualTo("9223372036854775806 7ffffffffffffffe");
  }

  @Test
  void memory_thatIsNotThere_isAnError() {
    LuaRuntime lua = new LuaRuntime(Level.LUA_5_2);
    long beyond = Runtime.getRuntime().maxMemory() / 8 + 1;
    String length = "{__len = function() return " + Math.min(beyond, Integer.MAX_VALUE) + " end}";

    assertThatThrownBy(
            () -> eval(lua, library(lua), "table.sort(setmetatable({}, " + length + "))"))
        .hasMessageContaining("not enough memory");
  }
}
