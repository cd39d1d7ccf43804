package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Library work pays: each function of the libraries, with a huge argument in each place, in a loop
 * ends soon after a deadline, and takes no more instructions' worth of time than a limit has.
 *
 * <p>Time is that of the script's thread, so that other processes don't count.
 */
@Tag("slow")
class LibraryWorkTest {

  private static final int DEADLINE_MILLIS = 10;

  /** What was promised after a deadline, twice: the first calls run uncompiled. */
  private static final int LATEST_MILLIS = DEADLINE_MILLIS + 200;

  private static final int INSTRUCTIONS = 100_000;

  /**
   * What so many take at most. A loop takes a millisecond for them; bytes are copied in blocks of
   * 64 for one, and what the JVM has not compiled yet takes some ten times as long.
   */
  private static final int MOST_MILLIS = 1_000;

  /** A call that is shorter does not add up between two looks at the clock. */
  private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

  private static final int GIVEN_UP_MILLIS = 5_000;

  /** What a function is given for being called once with each of the arguments. */
  private static final int PROBES_MILLIS = 60_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What leaves the JVM, waits for a person, or makes and removes files. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "os.exit",
          "os.execute",
          "os.remove",
          "os.rename",
          "os.tmpname",
          "io.popen",
          "io.tmpfile",
          "io.output",
          "io.close",
          "debug.debug",
          "file.close",
          "file.__gc",
          "file.__close");

  /** Fills the arguments: one place is huge, the others are as a call may have them. */
  private static final String SETUP =
      """
      local function of(text) return text:rep(2^18 / #text) end
      local list = {}
      for i = 1, 1e5 do list[i] = 'x' end
      huge = {
        spaces = of ' ', digits = of '7', letters = of 'a', zeros = of '\\0', percents = of '%',
        formats = of '%c', dots = of '.', brackets = of '(', sets = '[' .. of 'z', tails = of '\\128',
        lines = of '\\n', semicolons = of '/;', list = list, number = 2^53,
      }
      fills = {
        texts = function() return 'x' end,
        numbers = function() return 1 end,
        tables = function() return {} end,
        functions = function() return function() end end,
        same = function(value) return value end,
      }
      function functions()
        local own = {[functions] = true, [costly] = true, [begin] = true}
        local names = {}
        for module, library in pairs(package.loaded) do
          for name, value in pairs(type(library) == 'table' and library or {}) do
            if type(value) == 'function' and not own[value] then
              names[#names + 1] = module .. '.' .. name
            end
          end
        end
        for name, value in pairs(getmetatable(io.stdout).__index) do
          if type(value) == 'function' then names[#names + 1] = 'file.' .. name end
        end
        table.sort(names)
        return table.concat(names, ' ')
      end
      -- the functions under test change even the metatable of strings
      local match, format, pcall = string.match, string.format, pcall
      local system = luajava.bindClass('java.lang.System')
      local function prepare(path, place, content, fill)
        local module, name = match(path, '^(.-)%.(.*)$')
        local library = module == 'file' and getmetatable(io.stdout).__index
            or package.loaded[module]
        local f, args = library[name], {}
        for i = 1, 3 do
          args[i] = i == place and huge[content] or fills[fill](huge[content])
        end
        if module == 'file' then args[1] = io.stdout end
        return f, args[1], args[2], args[3]
      end
      local function time(f, a, b, c)
        local start = system:nanoTime()
        local done = pcall(f, a, b, c)
        local taken = system:nanoTime() - start
        -- an error takes as many instructions as ten calls
        return done and taken or taken / 10
      end
      -- the huge arguments with which a call takes long, and what else makes it take longest
      function costly(path, short)
        local found = {}
        for place = 1, 3 do
          for content in pairs(huge) do
            local most, longest = short, nil
            for fill in pairs(fills) do
              local f, a, b, c = prepare(path, place, content, fill)
              local taken = (fill ~= 'same' or place == 1) and time(f, a, b, c) or 0
              if taken > most then taken = math.min(taken, time(f, a, b, c)) end
              if taken > most then most, longest = taken, fill end
            end
            if longest then
              local call = format("'%s', %d, '%s', '%s'", path, place, content, longest)
              found[#found + 1] = {call = call, time = most}
            end
          end
        end
        table.sort(found, function(a, b) return a.time > b.time end)
        for i, each in ipairs(found) do found[i] = each.call end
        return table.concat(found, ';')
      end
      function begin(...)
        local f, a, b, c = prepare(...)
        function again() while true do pcall(f, a, b, c) end end
      end
            """;

  /** Where it takes more than one huge argument to find that something does not pay. */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("tonumber", "tonumber(spaces, 10)"),
          Map.entry("tonumber of a fraction", "tonumber('0.' .. digits)"),
          Map.entry("packsize", "string.packsize(spaces)"),
          Map.entry("find of a longer pattern", "('x'):find(letters)"),
          Map.entry("find of a pattern that is new", "('x'):find(letters .. n .. '[') n = n + 1"),
          Map.entry("gmatch of a pattern that is new", "(''):gmatch(letters .. n .. '[')"),
          Map.entry("find of a set", "('z'):find('[' .. letters .. ']')"),
          Map.entry("gsub that replaces nothing", "('x'):gsub('y', long)"),
          Map.entry("gsub by escapes", "('x'):gsub('x', (('%%'):rep(2^20)))"),
          Map.entry("gsub of nothing", "letters:gsub('', '')"),
          Map.entry("sub", "long:sub(2, #long / 2 - 2)"),
          Map.entry("format of a character", "('%.1s'):format(long)"),
          Map.entry("format without conversions", "letters:format()"),
          Map.entry("format of flags", "pcall(string.format, '%' .. zero, 1)"),
          Map.entry("%q", "('%q'):format(letters)"),
          Map.entry("unpack of a text", "string.unpack('z', long .. '\\0')"),
          Map.entry("unpack of the last byte", "string.unpack('z', long, #long)"),
          Map.entry("pack of a text", "pcall(string.pack, 'z', long)"),
          Map.entry("pack of zeros", "string.pack('c1000000', '')"),
          Map.entry("searchpath", "package.searchpath('x', templates)"),
          Map.entry("searchpath of replacements", "package.searchpath(dots, '?', '.', dots)"),
          Map.entry("searchpath of names", "package.searchpath(letters, ('?'):rep(2^16))"),
          Map.entry("require", "package.path = templates pcall(require, 'x')"),
          Map.entry("bindClass", "pcall(luajava.bindClass, ('a.'):rep(490) .. 'a')"),
          Map.entry("codepoint", "utf8.codepoint(letters, 1, 9e5)"),
          Map.entry("len of a short text", "utf8.len(letters, 1, 65000)"),
          Map.entry("codes", "pcall(utf8.codes(tails), tails, 1)"),
          Map.entry("rawequal", "rawequal(letters, ('a'):rep(2^20))"),
          Map.entry("setmetatable", "pcall(setmetatable, {}, {__mode = letters})"),
          Map.entry("getinfo of lines", "debug.getinfo(body, 'L')"),
          Map.entry("getinfo of a source", "debug.getinfo(body, 'S')"),
          Map.entry("error in a long chunk", "pcall(body)"),
          Map.entry("load with a name", "load('', letters)"),
          Map.entry("load with a file's name", "load('', '@' .. letters)"),
          Map.entry("load of nothing with a mode", "load('', 'x', letters)"),
          Map.entry("date", "os.date(('%c%Z'):rep(2^16))"));

  private static final String KNOWN_SETUP =
      """
      n = 1
      spaces, digits, letters = (' '):rep(2^20), ('7'):rep(2^20), ('a'):rep(2^20)
      zero, dots, tails, long = ('0'):rep(2^20), ('.'):rep(2^19), ('\\128'):rep(2^20), ('y'):rep(2^24)
      templates = ('/nowhere/?/x;'):rep(16384)
      body = load('local x ' .. ('x = 1\\n'):rep(2^17) .. ' x()')
      """;

  @TestFactory
  Stream<DynamicTest> known() {
    return KNOWN.keySet().stream().sorted().map(this::known);
  }

  private DynamicTest known(String name) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          LuaScriptEngine engine = engine("5.3");
          engine.eval(KNOWN_SETUP);
          engine.eval("function again() while true do " + KNOWN.get(name) + " end end");
          stopsInTime(engine, name);
          stopsByInstructions(engine, name);
        });
  }

  @TestFactory
  Stream<DynamicTest> functions() throws ScriptException {
    return Stream.concat(functions("5.2"), functions("5.4"));
  }

  private static Stream<DynamicTest> functions(String level) throws ScriptException {
    LuaScriptEngine engine = engine(level);
    engine.eval(SETUP);
    String[] names = engine.eval("return functions()").toString().split(" ");
    assertThat(names).hasSizeGreaterThan(120);
    return Stream.of(names)
        .filter(name -> !LEFT_OUT.contains(name))
        .map(name -> DynamicTest.dynamicTest(level + " " + name, () -> stops(level, name)));
  }

  /**
   * All that takes long is called until the instructions are used up, which is at once if it pays,
   * and what takes longest until the deadline.
   */
  private static void stops(String level, String function) throws Exception {
    LuaScriptEngine engine = engine(level);
    engine.eval(SETUP);
    engine.put(Settings.LIMITS_TIME, PROBES_MILLIS + "ms");
    Object costly = engine.eval("return costly('" + function + "', " + SHORT_NANOS + ")");
    boolean first = true;
    for (String call : costly.toString().split(";")) {
      if (call.isEmpty()) {
        return;
      }
      engine.eval("begin(" + call + ")");
      if (first) {
        stopsInTime(engine, call);
        first = false;
      }
      stopsByInstructions(engine, call);
    }
  }

  private static void stopsInTime(LuaScriptEngine engine, String what) throws Exception {
    engine.put(Settings.LIMITS_TIME, DEADLINE_MILLIS + "ms");
    Loop loop = new Loop(engine);
    assertThat(loop.limit()).as(what).isEqualTo(Settings.LIMITS_TIME);
    assertThat(loop.millis()).as(what).isLessThan(LATEST_MILLIS);
  }

  private static void stopsByInstructions(LuaScriptEngine engine, String what) throws Exception {
    engine.put(Settings.LIMITS_TIME, GIVEN_UP_MILLIS + "ms");
    engine.put(Settings.LIMITS_INSTRUCTIONS, String.valueOf(INSTRUCTIONS));
    Loop loop = new Loop(engine);
    assertThat(loop.limit()).as(what).isEqualTo(Settings.LIMITS_INSTRUCTIONS);
    assertThat(loop.millis()).as(what).isLessThan(MOST_MILLIS);
    Bindings bindings = engine.getBindings(ScriptContext.ENGINE_SCOPE);
    bindings.remove(Settings.LIMITS_INSTRUCTIONS);
    bindings.remove(Settings.LIMITS_TIME);
  }

  private static LuaScriptEngine engine(String level) {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.version", level).build();
    engine.getContext().setWriter(Writer.nullWriter());
    engine.getContext().setErrorWriter(Writer.nullWriter());
    engine.getContext().setReader(new StringReader(""));
    return engine;
  }

  /** A thread that calls what was prepared, again and again, and what became of it. */
  private static final class Loop extends Thread {

    private final LuaScriptEngine engine;
    private volatile String limit = "none: it goes on";
    private volatile long nanos = Long.MAX_VALUE;

    Loop(LuaScriptEngine engine) throws InterruptedException {
      super("script");
      this.engine = engine;
      setDaemon(true);
      start();
      join(2L * GIVEN_UP_MILLIS);
    }

    @Override
    public void run() {
      long start = THREADS.getCurrentThreadCpuTime();
      try {
        engine.eval("again()");
        limit = "none: it has ended";
      } catch (LuaScriptException e) {
        limit = e.getLimit().orElse("none: " + e.getMessage());
      } catch (ScriptException | RuntimeException | Error e) {
        limit = "none: " + e;
      }
      nanos = THREADS.getCurrentThreadCpuTime() - start;
    }

    String limit() {
      return limit;
    }

    long millis() {
      return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
  }
}
