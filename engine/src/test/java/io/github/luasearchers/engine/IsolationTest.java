package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.script.ScriptException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Two engines of one JVM share nothing that a script can change, and none outlives its use. */
class IsolationTest {

  private static final int ENGINES = 10_000;
  private static final int WITH_COROUTINES = 1_000;

  /** How far the heap may be from where it began: caches, and code that was compiled since. */
  private static final long TOLERANCE = 4L << 20;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What one engine's script does, what it sees of that then, and what the other's sees of it. */
  private static final String[][] CHANGES = {
    {
      "metatable of strings",
      "function string.trim(s) return (s:gsub('^%s+', ''):gsub('%s+$', '')) end",
      "return (' x '):trim()",
      "x",
      "return tostring((' x ').trim)",
      "nil"
    },
    {
      "fields of the metatable of strings",
      "getmetatable('').__call = function(a, b) return a .. '+' .. b end",
      "return ('a')('b')",
      "a+b",
      "return tostring(getmetatable('').__call)",
      "nil"
    },
    metatableOf("numbers", "1"),
    metatableOf("booleans", "true"),
    metatableOf("functions", "print"),
    metatableOf("nil", "nil"),
    metatableOf("threads", "coroutine.create(print)"),
    {
      "the metatable of strings itself",
      "debug.setmetatable('', nil)",
      "return tostring(getmetatable(''))",
      "nil",
      "return ('x'):rep(3)",
      "xxx"
    },
    {
      "a library's function",
      "function math.floor() return 'mine' end function tostring() return 'my own' end",
      "return math.floor(1.5) .. tostring(1)",
      "minemy own",
      "return math.floor(1.5) .. tostring(1)",
      "11"
    },
    {
      "a library", "os = nil string.rep = nil", "return type(os)", "nil", "return type(os)", "table"
    },
    {
      "package",
      "package.path = 'mine' package.searchers[1] = nil package.extra = 1",
      "return package.path .. package.extra",
      "mine1",
      "return tostring(package.path == 'mine') .. tostring(package.extra)",
      "falsenil"
    },
    {
      "package.loaded and package.preload",
      "package.loaded.m = 'loaded' package.preload.n = function() return 'preloaded' end",
      "return require 'm' .. require 'n'",
      "loadedpreloaded",
      "return tostring(pcall(require, 'm')) .. tostring(pcall(require, 'n'))",
      "falsefalse"
    },
    {
      "the metatable of files",
      "getmetatable(io.stdout).__index.mine = function() return 'mine' end",
      "return io.stdout:mine()",
      "mine",
      "return tostring(io.stdout.mine)",
      "nil"
    },
    {
      "hooks",
      "n = 0 debug.sethook(function() n = n + 1 end, '', 1)",
      "return tostring(n > 0)",
      "true",
      "return tostring(debug.gethook())",
      "nil"
    },
    {
      "the registry",
      "debug.getregistry().mine = 'mine'",
      "return debug.getregistry().mine",
      "mine",
      "return tostring(debug.getregistry().mine)",
      "nil"
    },
    {
      "the collector's settings",
      "collectgarbage('setpause', 400) collectgarbage('stop')",
      "return collectgarbage('setpause', 400) .. tostring(collectgarbage('isrunning'))",
      "400false",
      "return tostring(collectgarbage('setpause') == 400)"
          + " .. tostring(collectgarbage('isrunning'))",
      "falsetrue"
    },
    {
      "the locale",
      "os.setlocale('C', 'all')",
      "return os.setlocale()",
      "C",
      "return os.setlocale()",
      "C"
    },
    {
      "luajava",
      "luajava.mine = 'mine'",
      "return luajava.mine",
      "mine",
      "return tostring(luajava.mine)",
      "nil"
    },
  };

  private static String[] metatableOf(String kind, String value) {
    return new String[] {
      "metatable of " + kind,
      "debug.setmetatable(" + value + ", {__index = function() return 'mine' end})",
      "return (" + value + ").field",
      "mine",
      "return tostring(debug.getmetatable(" + value + "))",
      "nil"
    };
  }

  @TestFactory
  Stream<DynamicTest> whatOneChanges_theOtherDoesNotSee() {
    return Stream.of(CHANGES)
        .map(change -> DynamicTest.dynamicTest(change[0], () -> changeOne(change)));
  }

  private static void changeOne(String[] change) throws ScriptException {
    LuaScriptEngine other = LuaScriptEngine.builder().build();
    assertThat(other.eval(change[4])).isEqualTo(change[5]);
    LuaScriptEngine one = LuaScriptEngine.builder().build();
    one.eval(change[1]);
    assertThat(one.eval(change[2])).isEqualTo(change[3]);
    assertThat(other.eval(change[4])).isEqualTo(change[5]);
    assertThat(LuaScriptEngine.builder().build().eval(change[4])).isEqualTo(change[5]);
    assertThat(one.eval(change[2])).isEqualTo(change[3]);
  }

  @Test
  void randomSeeds_areEachEnginesOwn() throws Exception {
    String draw = "return math.random(1e6), math.random(1e6), math.random(1e6)";
    LuaScriptEngine one = LuaScriptEngine.builder().build();
    LuaScriptEngine other = LuaScriptEngine.builder().build();
    one.eval("math.randomseed(7)");
    Object expected = one.eval(draw);
    one.eval("math.randomseed(7)");
    other.eval("math.randomseed(8) math.random() math.random()");
    assertThat(one.eval(draw)).isEqualTo(expected);
  }

  @Test
  void defaultFiles_areEachEnginesOwn(@TempDir Path folder) throws Exception {
    LuaScriptEngine one = LuaScriptEngine.builder().build();
    LuaScriptEngine other = LuaScriptEngine.builder().build();
    StringWriter out = new StringWriter();
    other.getContext().setWriter(out);
    other.getContext().setReader(new StringReader("the other's line\n"));
    Path file = folder.resolve("out");
    one.put("name", file.toString());
    one.eval("io.output(name) io.write('one') io.close() io.input(name)");
    other.eval("io.write('the other')");
    assertThat(one.eval("return io.read()")).isEqualTo("one");
    assertThat(other.eval("return io.read()")).isEqualTo("the other's line");
    assertThat(out).hasToString("the other");
    assertThat(file).hasContent("one");
    one.close();
    Files.delete(file);
  }

  // ---- dropped engines

  @Test
  void droppedEngines_leaveNothing() throws Exception {
    use(200);
    useCoroutines(50);
    long heap = heap(Long.MAX_VALUE);
    int threads = THREADS.getThreadCount();
    use(ENGINES);
    useCoroutines(WITH_COROUTINES);
    assertThat(heap(heap + TOLERANCE)).isLessThan(heap + TOLERANCE);
    assertThat(THREADS.getThreadCount())
        .isLessThanOrEqualTo(threads + 2); // the JVM's own come and go
  }

  private static void use(int count) throws ScriptException {
    for (int i = 0; i < count; i++) {
      LuaScriptEngine engine = LuaScriptEngine.builder().build();
      engine.put("n", i);
      assertThat(engine.eval("t = {n} function f() return t[1] end return f()")).isEqualTo(i);
    }
  }

  private static void useCoroutines(int count) throws ScriptException {
    for (int i = 0; i < count; i++) {
      LuaScriptEngine engine = LuaScriptEngine.builder().build();
      engine.eval(
          "all = {} for i = 1, 10 do\n"
              + "  all[i] = coroutine.wrap(function(...)\n"
              + "    local held = ('x'):rep(1000) coroutine.yield(i) return held\n"
              + "  end)\n"
              + "  all[i]()\n"
              + "end\n"
              + "gone = setmetatable({}, {__gc = function() end})");
    }
  }

  /** Returns the heap that is in use, once that is below a bound, or after some tries. */
  private static long heap(long bound) throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 40 && (least >= bound || i < 5); i++) {
      System.gc();
      Thread.sleep(25);
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
