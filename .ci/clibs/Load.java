import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.script.ScriptException;

/**
 * C libraries under load, and where things go wrong: many threads and engines, collections all the
 * time, deep recursion on small stacks, errors thrown by Java under C, engines closed and forgotten
 * with live userdata, deadlines. Usage: Load CHECK VERSION FOLDER, the folder having apitest.so.
 */
final class Load {
  private static String version = "5.4";
  private static String folder = ".";

  private Load() {}

  public static void main(String[] args) throws Exception {
    version = args[1];
    folder = args[2];
    switch (args[0]) {
      case "threads" -> threads(Long.getLong("load.seconds", 10));
      case "storm" -> storm();
      case "stacks" -> stacks();
      case "throwing" -> throwing();
      case "engines" -> engines();
      case "coroutines" -> coroutines();
      case "handles" -> handles();
      case "locale" -> locale();
      case "deadlines" -> deadlines();
      case "memory" -> memory();
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("ok: " + args[0] + " " + version);
  }

  private static LuaScriptEngine engine(String... settings) {
    var builder =
        LuaScriptEngine.builder().setting("lua.version", version).setting("lua.clibs", "true");
    for (int i = 0; i < settings.length; i += 2) {
      builder.setting(settings[i], settings[i + 1]);
    }
    LuaScriptEngine lua = builder.build();
    try {
      lua.put("FOLDER", folder);
      lua.eval("package.cpath = package.cpath .. ';' .. FOLDER .. '/?.so' apitest = require 'apitest'");
      return lua;
    } catch (ScriptException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void expect(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  private static final String WORK =
      """
      local cjson, lpeg, lfs, zlib = require 'cjson', require 'lpeg', require 'lfs', require 'zlib'
      local round = ...
      local t = {}
      for i = 1, 200 do t[i] = {id = i + round, name = 'item ' .. i, list = {i, i / 2, true}} end
      local text = cjson.encode(t)
      local back = cjson.decode(text)
      assert(#back == 200 and back[200].id == 200 + round and back[7].list[2] == 3.5)
      local words = lpeg.Ct((lpeg.C(lpeg.R 'az' ^ 1) + 1) ^ 0):match(text)
      assert(#words == 200 * 5, #words)
      assert(zlib.inflate()(zlib.deflate()(text, 'finish')) == text)
      local files = 0
      for name in lfs.dir '/etc' do files = files + 1 end
      assert(files > 2)
      for i = 1, 20 do
        local co = coroutine.wrap(function(n) return (apitest.callk(coroutine.yield, n)) end)
        assert(co(i) == i and co(i + 1) == i + 1)
      end
      local ok, why = apitest.protect(function() return apitest.call(error, 'thrown', 0) end)
      assert(ok == 2 and why == 'thrown', why)
      for i = 1, 50 do apitest.new_yielder(i) end
      local iterate, dir = lfs.dir '/'
      dir:next()
      return #text
      """;

  private static long work(LuaScriptEngine lua, int round) throws ScriptException {
    lua.put("ROUND", round);
    lua.put("WORK", WORK);
    return ((Number) lua.eval("return (loadstring or load)(WORK)(ROUND)")).longValue();
  }

  /** An engine for each of four threads; now and then a thread takes a new one. */
  private static void threads(long seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    AtomicLong rounds = new AtomicLong();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      running.add(
          pool.submit(
              (Callable<Void>)
                  () -> {
                    while (System.nanoTime() < end) {
                      try (LuaScriptEngine lua = engine()) {
                        for (int n = 0; n < 50 && System.nanoTime() < end; n++) {
                          work(lua, n);
                          rounds.incrementAndGet();
                        }
                      }
                    }
                    return null;
                  }));
    }
    pool.shutdown();
    try {
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
    System.out.println(rounds + " rounds");
    expect(rounds.get() > seconds, "too few rounds: " + rounds);
  }

  /** Another thread collects all the time. */
  private static void storm() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread collector =
        new Thread(
            () -> {
              while (!stop.get()) {
                System.gc();
              }
            });
    collector.setDaemon(true);
    collector.start();
    try (LuaScriptEngine lua = engine()) {
      for (int i = 0; i < 20; i++) {
        work(lua, i);
      }
      lua.eval("for i = 1, 20 do collectgarbage() end");
    } finally {
      stop.set(true);
      collector.join();
    }
  }

  private static final String RECURSION =
      """
      local function endless() return (apitest.call(endless)) end
      local ok, why = pcall(endless)
      assert(not ok and why:find 'overflow', tostring(why))
      assert(not pcall(apitest.depth, apitest.depth))
      local function guarded() local a, b = apitest.protect(guarded) return a, b end
      guarded()
      local function thread() return apitest.resume(apitest.create(thread)) end
      thread()
      local t = setmetatable({}, {__index = function(t, k) return apitest.call(function() return t[k] end) end})
      ok, why = pcall(function() return t.x end)
      assert(not ok and why:find 'overflow', tostring(why))
      local s = string.rep('x', 100)
      ok, why = pcall(string.gsub, s, '.', function() return apitest.call(endless) end)
      assert(not ok and tostring(why):find 'overflow', tostring(why))
      return apitest.call(function() return 'still here' end)
      """;

  /** Recursion of C and Lua until it is stopped, on threads with small and large stacks. */
  private static void stacks() throws Exception {
    for (long kilobytes : new long[] {256, 512, 1024, 8192}) {
      FutureTask<Object> task =
          new FutureTask<>(
              () -> {
                try (LuaScriptEngine lua = engine()) {
                  Object last = null;
                  for (int i = 0; i < 5; i++) {
                    last = lua.eval(RECURSION);
                  }
                  return last;
                }
              });
      Thread thread = new Thread(null, task, "stack " + kilobytes, kilobytes << 10);
      thread.start();
      try {
        expect("still here".equals(task.get()), kilobytes + " kB: another answer");
      } catch (ExecutionException e) {
        throw new AssertionError(kilobytes + " kB", e.getCause());
      }
    }
  }

  private static int deepen(int n) {
    return deepen(n + 1) + 1;
  }

  /** What Java functions throw under C frames comes out where it should, and C goes on. */
  private static void throwing() throws Exception {
    try (LuaScriptEngine lua = engine()) {
      lua.put("runtime", (Function<Object, Object>) x -> { throw new IllegalStateException("by Java"); });
      lua.put("overflow", (Function<Object, Object>) x -> deepen(0));
      lua.put("memory", (Function<Object, Object>) x -> new long[Integer.MAX_VALUE].length);
      for (int i = 0; i < 20; i++) {
        Object caught = lua.eval("return tostring((apitest.protect(runtime, 1)))");
        expect("2".equals(caught), "protect: " + caught);
        for (String f : List.of("runtime", "overflow", "memory")) {
          Throwable thrown = null;
          try {
            lua.eval("return apitest.call(function() return apitest.call(" + f + ", 1) end)");
          } catch (ScriptException | RuntimeException | Error e) {
            thrown = e;
          }
          expect(thrown != null, f + " was lost");
          try {
            lua.eval("return apitest.protect(apitest.protect, " + f + ", 1)");
          } catch (ScriptException | RuntimeException | Error e) {
            expect(!(e instanceof ScriptException) || !f.equals("runtime"), f + " was not caught: " + e);
          }
          expect("3".equals(lua.eval("return apitest.call(function() return '3' end)")), "no answer after " + f);
        }
      }
    }
  }

  private static long openFiles() throws IOException {
    try (var list = Files.list(Path.of("/proc/self/fd"))) {
      return list.count();
    }
  }

  /** Returns what is in memory, without what ZGC maps several times. */
  private static long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.UTF_8)) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no RssAnon");
  }

  private static final String LEAVE =
      """
      local lfs = require 'lfs'
      kept = {}
      for i = 1, 20 do local step, dir = lfs.dir '/' dir:next() kept[i] = dir end
      for i = 1, 50 do kept[#kept + 1] = require 'lpeg'.P(('x'):rep(i)) end
      big = apitest.new_yielder(('x'):rep(100000))
      co = coroutine.create(function() apitest.callk(coroutine.yield, 1) end)
      coroutine.resume(co)
      """;

  /** Engines that are closed, and others that are forgotten, with live userdata. */
  private static void engines() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (LuaScriptEngine lua = engine()) {
        lua.eval(LEAVE);
      }
    }
    long files = openFiles();
    long before = residentKilobytes();
    for (int i = 0; i < 300; i++) {
      try (LuaScriptEngine lua = engine()) {
        lua.eval(LEAVE);
      }
    }
    expect(openFiles() <= files + 5, "closed engines leave files open: " + files + " to " + openFiles());
    for (int i = 0; i < 100; i++) {
      engine().eval(LEAVE);
      if (i % 10 == 9) {
        System.gc();
        Thread.sleep(20);
      }
    }
    for (int i = 0; i < 50 && openFiles() > files + 50; i++) {
      System.gc();
      Thread.sleep(100);
      engine().close();
    }
    long grown = residentKilobytes() - before;
    System.out.println("files " + files + " to " + openFiles() + ", resident memory grew by " + grown + " kB");
    expect(openFiles() <= files + 50, "forgotten engines leave files open: " + files + " to " + openFiles());
    expect(grown < 200_000, "memory grew by " + grown + " kB");
  }

  /** Coroutines that are suspended inside C and forgotten; memory does not grow for ever. */
  private static void coroutines() throws Exception {
    try (LuaScriptEngine lua = engine()) {
      String some =
          """
          for i = 1, 2000 do
            local big = {}
            local co = coroutine.create(function()
              apitest.pcallk(function() big[1] = ('x'):rep(1000) .. i coroutine.yield() end)
            end)
            coroutine.resume(co)
            big.co = co
          end
          collectgarbage()
          """;
      for (int i = 0; i < 5; i++) {
        lua.eval(some);
      }
      long before = residentKilobytes();
      for (int i = 0; i < 40; i++) {
        lua.eval(some);
      }
      long grown = residentKilobytes() - before;
      System.out.println("resident memory grew by " + grown + " kB over 80,000 coroutines");
      expect(grown < 100_000, "memory grew by " + grown + " kB");
    }
  }

  /** Thousands of directory handles that are left open; the caller has lowered ulimit -n. */
  private static void handles() throws Exception {
    try (LuaScriptEngine lua = engine()) {
      Object count =
          lua.eval(
              """
              local lfs = require 'lfs'
              local count = 0
              for i = 1, 20000 do
                local step, dir = lfs.dir '/'
                if dir:next() then count = count + 1 end
              end
              return count
              """);
      expect(((Number) count).intValue() == 20000, "only " + count);
    }
    System.out.println("open files " + openFiles());
  }

  /** The caller has set a locale with a decimal comma. */
  private static void locale() throws Exception {
    try (LuaScriptEngine lua = engine()) {
      Object all =
          lua.eval(
              """
              local cjson = require 'cjson'
              local decoded = cjson.decode '[1.5, -2.25e3]'
              local values = {decoded[1], decoded[2], cjson.encode({1.5, 0.1}), tostring(1.5),
                tonumber '2.5', ('%.2f'):format(1.25), '3.5' + 1}
              for _, test in ipairs(apitest.tests) do
                if test[1] == 'formats' or test[1] == 'to_strings' then test[2]() end
              end
              local lines = apitest.lines()
              assert(lines:find '1%.5' and not lines:find '%d,%d%D', lines)
              for _, test in ipairs(apitest.tests) do if test[1] == 'converting' then test[2]() end end
              assert(apitest.lines():find '2,5', 'C itself has no comma: is the locale there?')
              for i, v in ipairs(values) do values[i] = tostring(v) end
              return table.concat(values, ' ')
              """);
      String expected = version.equals("5.2")
          ? "1.5 -2250 [1.5,0.1] 1.5 2.5 1.25 4.5"
          : "1.5 -2250.0 [1.5,0.1] 1.5 2.5 1.25 4.5";
      expect(expected.equals(all), "in a locale with a comma: " + all);
    }
  }

  /** A deadline that passes while C runs, while C waits, and while Lua runs inside C. */
  private static void deadlines() throws Exception {
    String[] endless = {
      "apitest.call(function() while true do end end)",
      "apitest.protect(function() while true do end end)",
      "while true do apitest.protect(apitest.protect, function() while true do end end) end",
      "coroutine.wrap(function() apitest.pcallk(function() coroutine.yield() while true do end end) end)()"
          + " local co = coroutine.wrap(function() apitest.callk(function() coroutine.yield() while true do end end) end)"
          + " co() co()",
      "while true do require 'socket'.sleep(0.3) end",
      "for i = 1, 1e9 do apitest.where(1) end",
    };
    for (String code : endless) {
      try (LuaScriptEngine lua = engine("lua.limits.time", "500ms")) {
        long start = System.nanoTime();
        Throwable stopped = null;
        try {
          lua.eval(code);
        } catch (ScriptException e) {
          stopped = e;
        }
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        expect(stopped != null && stopped.getMessage().contains("lua.limits.time"), code + ": " + stopped);
        expect(took < 5000, code + " took " + took + " ms");
        expect("ok".equals(lua.eval("return apitest.call(function() return 'ok' end)")), "no answer after " + code);
      }
    }
  }

  /** Userdata blocks count against lua.limits.memory. */
  private static void memory() throws Exception {
    try (LuaScriptEngine lua = engine("lua.limits.memory", "64MiB")) {
      Throwable stopped = null;
      try {
        lua.eval(
            """
            kept = {}
            for i = 1, 1000 do kept[i] = apitest.block(1e6) end
            """);
      } catch (ScriptException e) {
        stopped = e;
      }
      expect(stopped != null, "1000 MB of userdata fit into 64");
    }
    try (LuaScriptEngine lua = engine()) {
      lua.eval("for i = 1, 20000 do apitest.block(1e6) end");
    }
    long resident = residentKilobytes();
    System.out.println("resident " + resident + " kB after 20 GB of userdata that nobody kept");
    expect(resident < 1_500_000, "too much is left: " + resident + " kB");
  }
}
