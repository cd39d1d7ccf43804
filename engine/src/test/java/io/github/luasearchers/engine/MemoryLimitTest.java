package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.script.ScriptException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a script may hold, and what happens to one that wants more than there is. */
@Tag("slow")
class MemoryLimitTest {

  /** Scripts that hold more and more, each by another kind of object. */
  private static final String[][] GROWING = {
    {"numbers in a list", "local t = {} for i = 1, 1e9 do t[i] = i + 0.5 end"},
    {"strings in a list", "local t = {} for i = 1, 1e9 do t[i] = 'number ' .. i end"},
    {"long strings", "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(2^16) .. i end"},
    {"keys", "local t = {} for i = 1, 1e9 do t['key' .. i] = true end"},
    {"tables in tables", "local t = {} for i = 1, 1e9 do t = {t} end"},
    {"empty tables", "local t = {} for i = 1, 1e9 do t[i] = {} end"},
    {
      "roomy tables",
      "local t = {} for i = 1, 1e9 do t[i] = {nil, nil, nil, nil, nil, nil, nil} end"
    },
    {"closures", "local t = {} for i = 1, 1e9 do t[i] = function() return i end end"},
    {"functions compiled", "local t = {} for i = 1, 1e9 do t[i] = load('local x = ' .. i) end"},
    {"coroutines", "local t = {} for i = 1, 1e9 do t[i] = coroutine.create(print) end"},
    {
      "coroutines under way",
      "local t = {} for i = 1, 1e9 do t[i] = coroutine.wrap(function()"
          + " local s = ('x'):rep(1000) .. i coroutine.yield() end) t[i]() end"
    },
    {"a stack", "local function f(i) local s = ('x'):rep(5000) .. i f(i + 1) return s end f(1)"},
    {"globals", "for i = 1, 1e9 do _G['g' .. i] = i end"},
    {"modules", "for i = 1, 1e9 do package.loaded['m' .. i] = {i} end"},
    {"a metatable's fields", "local m = getmetatable('') for i = 1, 1e9 do m['f' .. i] = {} end"},
    {
      "upvalues",
      "local t local function make(s) local old = t t = function() return s, old end end"
          + " for i = 1, 1e9 do make(('x'):rep(1000) .. i) end"
    },
    {
      "values of weak keys",
      "local keys, t = {}, setmetatable({}, {__mode = 'k'}) for i = 1, 1e9 do"
          + " keys[i] = {} t[keys[i]] = ('x'):rep(1000) .. i end"
    },
    {
      "captures of gmatch",
      "local t = {} for i = 1, 1e9 do t[i] = (('x'):rep(1000) .. i)" + ":gmatch('.') end"
    },
    {"a string that doubles", "local s = 'x' while true do s = s .. s end"},
    {"a string that grows", "local s = ('x'):rep(2^16) local t = s while true do t = t .. s end"},
  };

  /** Single requests that are more than is left. */
  private static final String[][] LARGE = {
    {"rep", "return ('x'):rep(1e9)"},
    {"rep with separators", "return ('x'):rep(1e8, 'separator')"},
    {"rep of rep", "return ('x'):rep(1e6):rep(1e3)"},
    {
      "concat",
      "local t = {} local s = ('x'):rep(1e6) for i = 1, 1000 do t[i] = s end"
          + " return table.concat(t)"
    },
    {"concatenation", "local s = ('x'):rep(6e6) return s .. s .. s .. s"},
    {"gsub", "return (('x'):rep(1e6):gsub('x', ('y'):rep(1000)))"},
    {"format", "local s = ('x'):rep(6e6) return ('%s%s%s%s'):format(s, s, s, s)"},
    {
      "pack",
      "local t = {} for i = 1, 5e5 do t[i] = i % 100 end"
          + " local function f(...) local t = table.pack(...) local u = table.pack(...) end"
          + " f(table.unpack(t))"
    },
    {
      "char",
      "local t = {} for i = 1, 4e5 do t[i] = 65 end"
          + " local s = ('x'):rep(2e6) return string.char(table.unpack(t))"
    },
    {"dump", "local f = load('return \"' .. ('x'):rep(2e6) .. '\"') return string.dump(f)"},
    {
      "undump",
      "local s = string.dump(load('x = \"' .. ('x'):rep(1e6) .. '\"')) local t ="
          + " ('y'):rep(2e6) .. s return load(s .. t)"
    },
    {"sub", "local s = ('x'):rep(5e6) return s:sub(2, 2400000), s:sub(3, 2400000)"},
    {"error", "local s = ('x'):rep(5e6) error(s)"},
    {"upper", "local s = ('x'):rep(1e7) return s:upper()"},
    {"sort of __len", "table.sort(setmetatable({}, {__len = function() return 2^27 end}))"},
    {"a table for __index", "local t = {} for i = 1, 2^22 do t[i] = true end"},
  };

  private static LuaScriptEngine engine() {
    return LuaScriptEngine.builder()
        .setting("lua.limits.memory", "8M")
        .setting("lua.limits.time", "60s")
        .build();
  }

  @TestFactory
  Stream<DynamicTest> growing_failsOnceTooMuchIsHeld() {
    return Stream.of(GROWING)
        .map(script -> DynamicTest.dynamicTest(script[0], () -> failsUncaught(script[1])));
  }

  @TestFactory
  Stream<DynamicTest> large_isRefusedBeforeItIsMade() {
    return Stream.of(LARGE)
        .map(script -> DynamicTest.dynamicTest(script[0], () -> failsUncaught(script[1])));
  }

  private static void failsUncaught(String script) throws ScriptException {
    LuaScriptEngine engine = engine();
    LuaScriptException failure =
        catchThrowableOfType(LuaScriptException.class, () -> engine.eval(script));
    assertThat(failure).isNotNull();
    assertThat(failure).hasMessageContaining("lua.limits.memory = 8388608 bytes");
    assertThat(failure.getLimit()).hasValue(Settings.LIMITS_MEMORY);
    Object[] caught = (Object[]) engine().eval("return pcall(load(" + quoted(script) + "))");
    assertThat(caught[0]).isEqualTo(false);
    assertThat((String) caught[1]).contains("not enough memory");
  }

  private static String quoted(String script) {
    return "[==[" + script + "]==]";
  }

  @Test
  void garbage_doesNotCount() throws Exception {
    LuaScriptEngine engine = engine();
    engine.eval("for i = 1, 200 do local s = ('x'):rep(2^20) end");
    engine.eval("for i = 1, 2e6 do local t = {i} end");
    engine.eval("local s for i = 1, 100 do s = ('x'):rep(2^20) end");
    engine.eval("for i = 1, 20 do coroutine.wrap(function() local s = ('x'):rep(2^20) end)() end");
  }

  @Test
  void shared_countsOnce() throws Exception {
    LuaScriptEngine engine = engine();
    engine.eval(
        "local s, t, list = ('x'):rep(2^20), {}, {} for i = 1, 1000 do list[i] = s t[i] = list end"
            + " for i = 1, 1e6 do local x = {} end"
            + " for i = 1, 1000 do list[i] = s:sub(i) end for i = 1, 1e6 do local x = {} end");
  }

  @Test
  void weakTablesOfNumbers_areAddedUp() throws Exception {
    LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.limits.memory", "16M")
            .setting("lua.limits.time", "60s")
            .build();
    StringWriter out = new StringWriter();
    engine.getContext().setWriter(out);
    try (InputStream in = MemoryLimitTest.class.getResourceAsStream("weak_numbers.lua")) {
      engine.eval(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    assertThat(out).hasToString("done\n");
  }

  @Test
  void whatIsFreed_canBeUsedAgain() throws Exception {
    LuaScriptEngine engine = engine();
    engine.eval(
        "for i = 1, 5 do"
            + " local ok, message = pcall(function()"
            + "   local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(100) .. i end end)"
            + " assert(not ok and message:find('not enough memory'))"
            + " local t = {} for i = 1, 1e4 do t[i] = ('x'):rep(100) .. i end end");
  }

  @Test
  void load_answersTheError() throws Exception {
    Object[] answer =
        (Object[]) engine().eval("local s = ('x'):rep(6e6) return load(function() return s end)");
    assertThat(answer).containsExactly(null, "not enough memory");
  }

  @Test
  void whoCatchesTheErrorAndGoesOn_isStopped() {
    LuaScriptEngine engine = engine();
    LuaScriptException stop =
        catchThrowableOfType(
            LuaScriptException.class,
            () ->
                engine.eval(
                    "t = {} while true do pcall(function()"
                        + " while true do t[#t + 1] = ('x'):rep(1000) .. #t end end) end"));
    assertThat(stop).hasMessageContaining("it went on to hold more than lua.limits.memory");
    assertThat(stop.getLimit()).hasValue(Settings.LIMITS_MEMORY);
  }

  @Test
  void whatEarlierEvaluationsLeft_counts() throws Exception {
    LuaScriptEngine engine = engine();
    String more = "t = t or {} for i = 1, 2000 do t[#t + 1] = ('x'):rep(1000) .. #t end";
    engine.eval(more);
    engine.eval(more);
    LuaScriptException failure =
        catchThrowableOfType(
            LuaScriptException.class,
            () -> {
              for (int i = 0; i < 10; i++) {
                engine.eval(more);
              }
            });
    assertThat(failure.getLimit()).hasValue(Settings.LIMITS_MEMORY);
    assertThat((Integer) engine.eval("return #t")).isBetween(4_000, 10_000);
  }

  // ---- without a limit: what the JVM has

  @Test
  void theJvmsOwnBounds_areErrorsOfLua() throws Exception {
    String script =
        "local function try(f, ...) local ok, message = pcall(f, ...)"
            + " print(ok, (tostring(message):gsub('^.-:%d+: ', ''))) end"
            + " try(string.rep, 'x', 1e9)"
            + " try(function() local s = ('x'):rep(2^20) while true do s = s .. s end end)"
            + " try(function() local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1000) .. i end end)"
            + " try(function() local s = ('x'):rep(2^20) local t = {} for i = 1, 1000 do t[i] = s end"
            + "   return table.concat(t) end)"
            + " try(function() local function f() return 1 + f() end return f() end)"
            + " try(function() return (('a'):rep(1e5)):find(('a?'):rep(1e5)) end)"
            + " try(load, ('('):rep(1e5))"
            + " try(function() local t = {} t = setmetatable(t, {__index = function(t, k)"
            + "   return t[k] end}) return t.x end)"
            + " print 'well'";
    assertThat(child(script))
        .containsExactly(
            "false\tnot enough memory",
            "false\tnot enough memory",
            "false\tnot enough memory",
            "false\tnot enough memory",
            "false\tstack overflow",
            "false\tpattern too complex",
            "true\tnil",
            "false\tstack overflow",
            "well");
  }

  private static List<String> child(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                script)
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return text.lines().toList();
  }

  /** Runs a script in a small JVM. */
  static final class Child {

    private Child() {}

    public static void main(String[] args) throws ScriptException {
      LuaScriptEngine.builder().build().eval(args[0]);
    }
  }

  @Test
  void closing_whatHoldsTooMuch_throwsNothing() throws Exception {
    for (int i = 0; i < 10; i++) {
      LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.limits.memory", "1MiB").build();
      lua.eval("for i = 1, 1000 do setmetatable({}, {__gc = function() end}) end");
      lua.put("big", "x".repeat(4 << 20));
      System.gc();
      lua.close();
    }
  }
}
