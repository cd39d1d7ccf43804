package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.Promise;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Scripts that would never end, or not for long, are stopped by a deadline and by an interrupt. */
@Tag("slow")
@Tag("timing")
class StoppingTest {

  /** What a script is given to get going. */
  private static final int MILLIS = 30;

  /** What was promised. */
  private static final int PROMISED = 100;

  /** How often a large array is made until one takes no longer than the system's pages do. */
  private static final int TRIES = 3;

  /** What a machine takes to give out fresh memory, which others may be busy with, comes on top. */
  private static final int OF_LONG_TEXTS = 5 * PROMISED;

  /** When a script that goes on is left to itself. */
  private static final long GIVEN_UP =
      Promise.within(Duration.ofSeconds(10), Duration.ofMinutes(1)).toMillis();

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final String BIG = "local big = {} for i = 1, 2^18 do big[i] = i end ";
  private static final String LONG = "local long = ('x'):rep(2^23) ";

  private static final String COLLIDING =
      "local tail, t = ('x'):rep(90), {} local function key(i) local s = ('%06d'):format(i)"
          + " return s:sub(1, 3) .. 'x' .. s:sub(4, 6) .. 'xxx' .. tail end ";

  private static final String[][] SCRIPTS = {
    // loops
    {"while", "while true do end"},
    {"repeat", "repeat until false"},
    {"for", "for i = 1, math.huge do end"},
    {"for that goes nowhere, at 5.2", "for i = 2, 1, 0 do end", "5.2"},
    {"for that overflows, at 5.3", "for i = math.maxinteger - 1, math.maxinteger do end", "5.3"},
    {"for of large integers", "for i = math.mininteger, math.maxinteger do end"},
    {
      "closed variables",
      "local t = setmetatable({}, {__close = next}) while true do local x <close> = t end"
    },
    {
      "__close",
      "local t = setmetatable({}, {__close = function() while true do end end}) local x <close> = t"
    },
    {"for of fractions", "for i = 0, 1, 1e-300 do end"},
    {"goto", "::again:: goto again"},
    {"generic for", "for _ in function() return 1 end do end"},
    {"generic for of a builtin", "for _ in os.time do end"},
    {"large body", "local x = 0 while true do " + "x = x + 1 ".repeat(2000) + " end"},
    {"many small functions", "local function f() end while true do f() f() f() end"},
    // calls
    {"tail call", "local function f() return f() end f()"},
    {"tail call of two", "local f, g function f() return g() end function g() return f() end f()"},
    {"stack overflow, again and again", "local function f() f() end while true do pcall(f) end"},
    {
      "tree of calls",
      "local function f() f() f() end local function g(n) if n > 0 then g(n - 1)"
          + " g(n - 1) end end g(60)"
    },
    {"__call", "local t = setmetatable({}, {__call = function(self) return self() end}) t()"},
    {
      "long lists of arguments",
      "local t = {} for i = 1, 1e5 do t[i] = i end"
          + " local function f(...) while true do local n = select('#', ...) end end"
          + " f(table.unpack(t))"
    },
    {
      "long lists of results",
      "local t = {} for i = 1, 2e5 do t[i] = i end"
          + " local function f(n) if n == 0 then return table.unpack(t) end return 1, f(n - 1) end"
          + " while true do f(1e4) end"
    },
    {"unpack", BIG + "while true do table.unpack(big) end"},
    {"pack", BIG + "while true do table.pack(table.unpack(big, 1, 2e5)) end"},
    // errors
    {"pcall of error", "while true do pcall(error) end"},
    {"pcall of nothing", "while true do pcall(pcall) end"},
    {"pcall in pcall", "local function f() pcall(f) f() end while true do pcall(f) end"},
    {"loop in pcall", "while true do pcall(function() while true do end end) end"},
    {
      "loop in deep pcalls",
      "local function f(n) if n == 0 then while true do end end"
          + " while true do pcall(f, n - 1) end end f(150)"
    },
    {"error in a loop's body", "while true do pcall(function() local x = nil + 1 end) end"},
    {"handler", "xpcall(error, function() while true do end end)"},
    {"handler that fails", "while true do xpcall(error, function() error() end) end"},
    {"handler of a handler", "local function h() xpcall(error, h) end while true do h() end"},
    {
      "__tostring of an error",
      "error(setmetatable({}, {__tostring = function() while true do end" + " end}))"
    },
    // coroutines
    {"loop in a coroutine", "coroutine.wrap(function() while true do end end)()"},
    {
      "yields",
      "local f = coroutine.wrap(function() while true do coroutine.yield() end end)"
          + " while true do f() end"
    },
    {"coroutines made", "while true do coroutine.wrap(function() coroutine.yield() end)() end"},
    {
      "coroutines kept",
      "local t = {} while true do local c = coroutine.create(function()"
          + " coroutine.yield() end) coroutine.resume(c) t[#t % 1000 + 1] = c end"
    },
    {
      "pcall in a coroutine",
      "local f = coroutine.wrap(function() while true do pcall(function()"
          + " while true do end end) end end) while true do pcall(f) end"
    },
    {
      "coroutines in coroutines",
      "local function f(n) if n == 0 then while true do end end"
          + " coroutine.wrap(f)(n - 1) end while true do pcall(f, 100) end"
    },
    {
      "resume of the dead",
      "local c = coroutine.create(function() end) while true do" + " coroutine.resume(c) end"
    },
    // metamethods
    {
      "__index",
      "local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end})"
          + " while true do pcall(function() return t[1] end) end"
    },
    {
      "chain of __index",
      "local t = {} for i = 1, 99 do t = setmetatable({}, {__index = t}) end"
          + " while true do local x = t.x end"
    },
    {
      "chain of __newindex",
      "local t = {} for i = 1, 99 do t = setmetatable({}, {__newindex = t})"
          + " end while true do t.x = nil end"
    },
    {
      "__newindex",
      "local t = setmetatable({}, {__newindex = function(t, k, v) t[k + 1] = v end})"
          + " while true do pcall(function() t[1] = 1 end) end"
    },
    {
      "__eq",
      "local m = {__eq = function() while true do end end}"
          + " return setmetatable({}, m) == setmetatable({}, m)"
    },
    {
      "__lt",
      "local m = {__lt = function(a, b) return a < b end}"
          + " while true do pcall(function() return setmetatable({}, m) < setmetatable({}, m) end)"
          + " end"
    },
    {
      "__concat",
      "local m = {} m.__concat = function(a, b) return a .. b end"
          + " while true do pcall(function() return setmetatable({}, m) .. 'x' end) end"
    },
    {"__len", "local t = setmetatable({}, {__len = function(t) while true do end end}) return #t"},
    {
      "__gc",
      "while true do setmetatable({}, {__gc = function() while true do end end})"
          + " collectgarbage() end"
    },
    {
      "__tostring",
      "while true do tostring(setmetatable({}, {__tostring = function() return '' end}" + ")) end"
    },
    {
      "__pairs",
      "for _ in pairs(setmetatable({}, {__pairs = function() return function() return 1"
          + " end end})) do end"
    },
    {
      "ipairs of __index",
      "for _ in ipairs(setmetatable({}, {__index = function() return 1 end,"
          + " __ipairs = function(t) return function() return 1 end end})) do end"
    },
    // strings
    {"pattern a?", "local n = 40 return ((('a'):rep(n)):find(('a?'):rep(n) .. ('a'):rep(n)))"},
    {"pattern .-", "local s = ('a'):rep(2^17) return s:find('.-.-.-b')"},
    {"pattern *", "return (('x'):rep(2^12)):find('x*x*x*x*y')"},
    {"pattern %b", "return (('('):rep(2^18)):find('%b()')"},
    {"patterns, short", "while true do (('x'):rep(300)):find('x*y') end"},
    {"gsub", "return (('x'):rep(2^20)):gsub('', function() for i = 1, 1e3 do end end)"},
    {"gmatch", "while true do for _ in (('x '):rep(1e5)):gmatch('%w+') do end end"},
    {
      "find without patterns",
      "local s = ('a'):rep(2^22) return s:find(('a'):rep(2^20) .. 'b', 1," + " true)"
    },
    {"rep", "while true do local s = ('x'):rep(2^24) end"},
    {"rep of parts", "while true do local s = ('xyz'):rep(2^20, ', ') end"},
    {"concatenation", LONG + "while true do local s = long .. 'x' end"},
    {"upper", LONG + "while true do local s = long:upper() end"},
    {"reverse", LONG + "while true do local s = long:reverse() end"},
    {"comparison", LONG + "local other = ('x'):rep(2^23) while true do local b = long < other end"},
    {"equality", LONG + "local other = ('x'):rep(2^23) while true do local b = long == other end"},
    {
      "long keys",
      LONG + "local t = {} while true do t[long .. 'x'] = nil local x = t[long .. 'x']" + " end"
    },
    {"format", LONG + "while true do local s = ('%s %s'):format(long, long) end"},
    {"format %q", LONG + "while true do local s = ('%q'):format(long) end"},
    {
      "format of widths",
      "local t = {} for i = 1, 1000 do t[i] = i end while true do"
          + " local s = ('%99d'):rep(1000):format(table.unpack(t)) end"
    },
    {
      "format of numbers",
      "local f = ('%99.99f'):rep(200) local t = {} for i = 1, 200 do t[i] ="
          + " 1e300 end while true do local s = f:format(table.unpack(t)) end"
    },
    {"byte and char", "local s = ('x'):rep(1e5) while true do string.char(s:byte(1, -1)) end"},
    {"tonumber", "local s = ('1'):rep(2^20) while true do local n = tonumber(s) end"},
    {"tonumber of a base", "local s = ('1'):rep(2^20) while true do local n = tonumber(s, 3) end"},
    {"tostring", "while true do local s = tostring(0.1) .. 1e100 end"},
    // tables
    {"sort by a loop", "table.sort({3, 2, 1}, function() while true do end end)"},
    {"sort", BIG + "while true do for i = 1, #big do big[i] = -big[i] end table.sort(big) end"},
    {"sort of lies", BIG + "while true do pcall(table.sort, big, function() return true end) end"},
    {"concat", BIG + "while true do local s = table.concat(big) end"},
    {"insert in front", BIG + "while true do table.insert(big, 1, 0) end"},
    {"remove in front", BIG + "while true do table.insert(big, table.remove(big, 1)) end"},
    {
      "next over gaps",
      "local t = {} for i = 1, 2^17 do t['k' .. i] = i end local first = next(t)"
          + " for k in pairs(t) do if k ~= first then t[k] = nil end end"
          + " while true do next(t, first) end"
    },
    {
      "next over gaps from the start",
      "local t = {} for i = 1, 2^18 do t[i] = i end"
          + " for i = 1, 2^18 do t[i] = nil end while true do next(t) end"
    },
    {
      "rehash",
      "local t = {} for i = 1, 2^17 do t['k' .. i] = i end local n = 0"
          + " while true do t['k' .. n] = nil n = n + 1 t['new' .. n] = n end"
    },
    {
      "border",
      "local t = {} for i = 1, 2^16 do t[i] = i end while true do t[#t] = nil t[#t + 1]"
          + " = 1 end"
    },
    // Of a long string the hash sees only some bytes, and none of those that differ here.
    {"keys that collide", COLLIDING + "for i = 1, 1e5 do t[key(i)] = i end"},
    {
      "weak keys that collide",
      COLLIDING + "setmetatable(t, {__mode = 'v'}) for i = 1, 1e5 do t[key(i)] = i end"
    },
    {
      "integers that collide",
      "local t = {} for h = 1, 65535 do local k = h * 0x10001 % 2^32 local inverse = 0x0e8b2f51"
          + " local low = k % 2^16 * inverse % 2^32"
          + " local high = (k - k % 2^16) / 2^16 * inverse % 2^16 * 2^16"
          + " k = (low + high) % 2^32 if k >= 2^31 then k = k - 2^32 end t[k] = h end while true do end"
    },
    {
      "constants that collide",
      COLLIDING
          + "for i = 1, 1e5 do t[i] = 'x = \"' .. key(i) .. '\"' end"
          + " load(table.concat(t, ' ')) while true do end"
    },
    {"constructors", "while true do local t = {{}, {1, 2, 3}, {x = 1}} end"},
    {"closures", "while true do local f = function() return f end end"},
    // the libraries
    {"load", "while true do load('return 1') end"},
    {"load of much", "local s = ('x = x + 1 '):rep(1e5) while true do load(s) end"},
    {"load of a comment", "local s = '--[[' .. (' '):rep(2^22) while true do load(s) end"},
    {
      "load of a string",
      "local s = 'return \"' .. ('x'):rep(2^22) .. '\"' while true do load(s)" + " end"
    },
    {"load of a reader", "load(function() return ' ' end)"},
    {"load of a builtin reader", "load(math.random)"},
    {"dump", "local f = load(('x = x + 1 '):rep(5e4)) while true do string.dump(f) end"},
    {"undump", "local s = string.dump(load(('x = x + 1 '):rep(5e4))) while true do load(s) end"},
    {"collectgarbage", "while true do collectgarbage() end"},
    {"collectgarbage steps", "while true do collectgarbage('step') collectgarbage('count') end"},
    {"date", "while true do os.date() os.time() end"},
    {
      "traceback",
      "local function f(n) if n == 0 then while true do debug.traceback() end end"
          + " f(n - 1) end f(1e4)"
    },
    {
      "hook",
      "debug.sethook(function() debug.sethook() while true do end end, 'l')\nlocal x = 1\nx = 2"
    },
    {"print", "while true do print(('x'):rep(1000)) end"},
    {
      "Java that sleeps",
      "while true do pcall(function() luajava.bindClass('java.lang.Thread')" + ":sleep(1) end) end"
    },
    {
      "Java that calls back",
      "local run = luajava.createProxy('java.lang.Runnable', {run ="
          + " function() while true do end end}) while true do pcall(function() run:run() end) end"
    },
  };

  /** Where each call passes over a text of some hundred million bytes. */
  private static final String[] PASSES = {
    "('x'):rep(2^26, ', ')",
    "half .. half",
    "huge:upper()",
    "huge:lower()",
    "huge:reverse()",
    "half:rep(2)",
    "table.concat {half, half}",
    "('%s'):format(huge)",
    "('%q'):format(huge)",
    "huge:gsub('x', 'y')",
    "huge:gsub('x+', 'y')",
    "huge:gsub('y', 'x')",
    "huge:find('x*y')",
    "huge:find('%w*y')",
    "huge:find('[x-z]-y')",
    "('(' .. half):find('%b()')",
    "huge == other",
    "huge < other",
    "load(huge)",
    "load('--' .. half)",
    "load('return \"' .. half .. '\"')",
    "load(function() return half end)",
    "string.dump(load('return \"' .. ('x'):rep(2^24) .. '\"'))",
    "string.pack('s', huge)",
    "tonumber(huge, 36)",
    "utf8.len(huge)",
    "utf8.offset(huge, -2^26)",
    "utf8.offset(('\\128'):rep(2^26), 0, 2^26)",
    "io.write(huge)",
    "io.tmpfile():write(huge)",
    "print(huge)",
    "io.open(huge)",
    "os.getenv(huge)",
    "os.date(huge)",
    "pcall(collectgarbage, huge)",
    "pcall(require, huge)",
    "pcall(package.searchpath, 'a', huge)",
    "pcall(luajava.bindClass, huge)",
    "pcall(error, huge)",
    "debug.traceback(huge)",
  };

  @TestFactory
  Stream<DynamicTest> halfWayThroughALongText() {
    return Stream.of(PASSES).map(pass -> DynamicTest.dynamicTest(pass, () -> stopInPass(pass)));
  }

  private static void stopInPass(String pass) throws Exception {
    stopAfter(
        "huge, other, half = ('x'):rep(2^27), ('x'):rep(2^27), ('x'):rep(2^26)",
        "while true do local x = " + pass + " end",
        OF_LONG_TEXTS);
  }

  /** What is done with many keys that collide. */
  private static final String[] COLLISIONS = {
    "local k = last while true do local x = t[k] end",
    "local k = last while true do t[k] = 1 end",
    "local k = last .. 'x' while true do local x = t[k] end",
    "local k = last while true do local x = weak[k] end",
    "local k = last while true do next(t, k) end",
    "while true do for i = 1, 2000 do t['other' .. i] = i end for i = 1, 2000 do"
        + " t['other' .. i] = nil end end",
  };

  @TestFactory
  Stream<DynamicTest> keysThatCollide() {
    String setup =
        COLLIDING
            + "weak = setmetatable({}, {__mode = 'v'})"
            + " for i = 1, 6000 do t[key(i)] = i weak[key(i)] = i end last = key(6000) _G.t = t";
    return Stream.of(COLLISIONS)
        .map(script -> DynamicTest.dynamicTest(script, () -> stopAfter(setup, script, PROMISED)));
  }

  private static void stopAfter(String setup, String script, int promised) throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.version", "5.3").build();
    engine.getContext().setWriter(Writer.nullWriter());
    engine.eval(setup);
    engine.put(Settings.LIMITS_TIME, MILLIS + "ms");
    long millis = Long.MAX_VALUE;
    for (int i = 0; i < Promise.tries(TRIES) && !Promise.isKept(millis, MILLIS + promised); i++) {
      Stopped stopped = new Stopped(engine, script);
      await(stopped);
      assertThat(stopped.thrown).hasMessageContaining("lua.limits.time = " + MILLIS + "ms");
      millis = stopped.millis();
    }
    assertKept(millis, MILLIS + promised);
    assertGoesOn(engine);
  }

  @Test
  void resultOfATextThatIsLong_isOneOrStopped() throws Exception {
    LuaScriptEngine engine = engine("1ms");
    engine.put("huge", "x".repeat(1 << 26));
    for (int i = 0; i < 10; i++) {
      try {
        assertThat((String) engine.eval("return huge")).hasSize(1 << 26);
      } catch (LuaScriptException e) {
        assertThat(e.getLimit()).hasValue(Settings.LIMITS_TIME);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> byADeadline() {
    return Stream.of(SCRIPTS)
        .map(script -> DynamicTest.dynamicTest(script[0], () -> stopByDeadline(script)));
  }

  @TestFactory
  Stream<DynamicTest> byAnInterrupt() {
    return Stream.of(SCRIPTS)
        .map(script -> DynamicTest.dynamicTest(script[0], () -> stopByInterrupt(script)));
  }

  private static LuaScriptEngine engine(String time) {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.limits.time", time).build();
    engine.getContext().setWriter(Writer.nullWriter());
    return engine;
  }

  /** Returns an engine of the version that a script is for, where it is for one. */
  private static LuaScriptEngine engine(String time, String[] script) {
    LuaScriptEngine engine = engine(time);
    if (script.length > 2) {
      engine.getContext().setAttribute(Settings.VERSION, script[2], ScriptContext.ENGINE_SCOPE);
    }
    return engine;
  }

  private static void stopByDeadline(String[] script) throws Exception {
    LuaScriptEngine engine = engine(MILLIS + "ms", script);
    assertGoesOn(engine); // configured by the first use, not by the script
    long millis = Long.MAX_VALUE;
    for (int i = 0; i < Promise.tries(1) && !Promise.isKept(millis, MILLIS + PROMISED); i++) {
      Stopped stopped = new Stopped(engine, script[1]);
      await(stopped);
      assertThat(stopped.thrown).isInstanceOf(LuaScriptException.class);
      LuaScriptException stop = (LuaScriptException) stopped.thrown;
      assertThat(stop.getCause()).isInstanceOf(TimeoutException.class);
      assertThat(stop).hasMessageContaining("lua.limits.time = " + MILLIS + "ms");
      assertThat(stop.getLimit()).hasValue(Settings.LIMITS_TIME);
      millis = stopped.millis();
    }
    assertKept(millis, MILLIS + PROMISED);
    assertGoesOn(engine);
  }

  private static void stopByInterrupt(String[] script) throws Exception {
    LuaScriptEngine engine = engine("60s", script);
    engine.eval("return 1");
    long millis = Long.MAX_VALUE;
    for (int i = 0; i < Promise.tries(1) && !Promise.isKept(millis, PROMISED); i++) {
      millis = millisAfterInterrupt(engine, script[1]);
    }
    assertKept(millis, PROMISED);
    assertThat(engine.eval("return 6 * 7")).isEqualTo(42);
  }

  private static long millisAfterInterrupt(LuaScriptEngine engine, String script)
      throws InterruptedException {
    Stopped stopped = new Stopped(engine, script);
    stopped.setDaemon(true);
    stopped.start();
    Thread.sleep(MILLIS);
    long before = THREADS.getThreadCpuTime(stopped.getId());
    stopped.interrupt();
    stopped.join(GIVEN_UP);
    assertThat(stopped.isAlive()).isFalse();
    assertThat(stopped.thrown).isInstanceOf(LuaScriptException.class);
    assertThat(stopped.thrown)
        .hasCauseInstanceOf(InterruptedException.class)
        .hasMessageContaining("interrupted");
    assertThat(stopped.flag).isTrue();
    return stopped.millis() - TimeUnit.NANOSECONDS.toMillis(before);
  }

  private static void assertKept(long millis, long promised) {
    assertThat(Promise.isKept(millis, promised)).as(millis + " ms of CPU time").isTrue();
  }

  /** The engine answers, within a deadline that may well pass on a busy machine before it does. */
  private static void assertGoesOn(LuaScriptEngine engine) throws ScriptException {
    LuaScriptException late = null;
    for (int i = 0; i < Promise.tries(1); i++) {
      try {
        assertThat(engine.eval("return 6 * 7")).isEqualTo(42);
        return;
      } catch (LuaScriptException e) {
        assertThat(e.getLimit()).hasValue(Settings.LIMITS_TIME);
        late = e;
      }
    }
    throw late;
  }

  private static void await(Thread thread) throws InterruptedException {
    thread.setDaemon(true);
    thread.start();
    thread.join(GIVEN_UP);
    assertThat(thread.isAlive()).isFalse();
  }

  /** A thread that runs a script. What it takes is its own time, not that of other processes. */
  private static final class Stopped extends Thread {

    private final LuaScriptEngine engine;
    private final String script;
    private volatile Throwable thrown = new AssertionError("the script has ended");
    private volatile boolean flag;
    private volatile long nanos;

    Stopped(LuaScriptEngine engine, String script) {
      super("script");
      this.engine = engine;
      this.script = script;
    }

    @Override
    public void run() {
      try {
        engine.eval(script);
      } catch (Throwable e) {
        flag = isInterrupted();
        thrown = e;
      }
      nanos = THREADS.getCurrentThreadCpuTime();
    }

    long millis() {
      return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
  }
}
