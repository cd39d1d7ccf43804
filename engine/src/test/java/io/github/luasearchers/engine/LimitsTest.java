package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one evaluation may use. */
class LimitsTest {

  private static final String COUNT = "n = 0 while true do n = n + 1 end";

  private final LuaScriptEngineBuilder builder = LuaScriptEngine.builder();

  @AfterEach
  void clear() {
    System.clearProperty(Settings.LIMITS_INSTRUCTIONS);
    Thread.interrupted();
  }

  private static LuaScriptException stop(LuaScriptEngine engine, String script) {
    return catchThrowableOfType(LuaScriptException.class, () -> engine.eval(script));
  }

  // ---- settings

  @Test
  void time_isGivenWithAUnit() {
    for (String time : new String[] {"20ms", " 20ms "}) {
      LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.limits.time", time).build();
      assertThat(stop(engine, COUNT))
          .hasMessageContaining("it took longer than lua.limits.time = 20ms")
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void malformed_saysWhatIsExpected() {
    String[][] wrong = {
      {"lua.limits.time", "soon", "lua.limits.time = soon: there is no such value; give it"},
      {"lua.limits.time", "-1", "a duration with its unit (ms, s, m, h or d), such as 500ms"},
      {"lua.limits.time", "20", "a duration with its unit"},
      {"lua.limits.time", "2 s", "a duration with its unit"},
      {"lua.limits.time", "0s", "a duration above 0"},
      {"lua.limits.instructions", "many", "a whole number from 1 on, or one with k, M or G"},
      {"lua.limits.instructions", "1x", "a whole number from 1 on"},
      {"lua.limits.instructions", "", "a whole number from 1 on"},
      {"lua.limits.memory", "64", "a size with its unit (B, KiB, MiB or GiB), such as 64MiB"},
      {"lua.limits.output", "0B", "a size with its unit"},
    };
    for (String[] each : wrong) {
      LuaScriptEngine engine = LuaScriptEngine.builder().setting(each[0], each[1]).build();
      assertThatThrownBy(() -> engine.eval("return 1"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining(each[2]);
    }
  }

  @Test
  void instructions_mayComeFromASystemProperty() throws Exception {
    System.setProperty(Settings.LIMITS_INSTRUCTIONS, "1k");
    LuaScriptEngine engine = builder.build();
    assertThat(stop(engine, COUNT))
        .hasMessageContaining("it executed more than lua.limits.instructions = 1000");
    assertThat(engine.eval("for i = 1, 100 do end return 1")).isEqualTo(1);
  }

  // ---- what the host is told

  @Test
  void stop_saysWhichLimitAndWhere() {
    LuaScriptEngine engine = builder.setting("lua.limits.instructions", "1000").build();
    engine.put(javax.script.ScriptEngine.FILENAME, "count.lua");
    LuaScriptException stop = stop(engine, "local n = 0\nwhile true do\nn = n + 1\nend");
    assertThat(stop.getLimit()).hasValue(Settings.LIMITS_INSTRUCTIONS);
    assertThat(stop.getFileName()).isEqualTo("count.lua");
    assertThat(stop.getLineNumber()).isIn(2, 3);
    assertThat(stop.getLuaTraceback()).contains("count.lua:");
    assertThat(stop.getCause()).isInstanceOf(TimeoutException.class);
  }

  @Test
  void otherFailures_haveNoLimit() {
    LuaScriptEngine engine = builder.setting("lua.limits.time", "10s").build();
    assertThat(stop(engine, "error('x')").getLimit()).isEmpty();
  }

  @Test
  void stop_cannotBeCaught() throws Exception {
    LuaScriptEngine engine = builder.setting("lua.limits.instructions", "10k").build();
    String loop = "function() while true do end end";
    String[] nets = {
      "pcall(" + loop + ") caught = 1",
      "xpcall(" + loop + ", function() caught = 2 end) caught = 3",
      "coroutine.wrap(function() pcall(" + loop + ") caught = 4 end)()",
      "coroutine.resume(coroutine.create(" + loop + ")) caught = 5",
      "while true do pcall(" + loop + ") caught = 6 end",
      "for _ in pcall, " + loop + " do caught = 7 end",
    };
    for (String net : nets) {
      assertThat(stop(engine, net)).as(net).hasMessageContaining("was stopped");
    }
    assertThat(engine.eval("return caught")).isNull();
  }

  @Test
  void interrupt_isTheHostsAndStays() throws Exception {
    LuaScriptEngine engine = builder.build();
    engine.eval("return 1");
    Thread.currentThread().interrupt();
    LuaScriptException stop = stop(engine, COUNT);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stop).hasCauseInstanceOf(InterruptedException.class);
    assertThat(stop.getLimit()).isEmpty();
    assertThat(engine.eval("return n > 0")).isEqualTo(true);
  }

  @Test
  void interrupt_ofJavaThatSleeps_isNoErrorToCatch() throws Exception {
    LuaScriptEngine engine = builder.build();
    engine.eval("Thread = luajava.bindClass('java.lang.Thread')");
    Thread.currentThread().interrupt();
    assertThat(stop(engine, "pcall(function() Thread:sleep(10000) end) slept = true"))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(engine.eval("return slept")).isNull();
  }

  // ---- instructions

  @Test
  void instructions_stopAtTheSamePlaceEachTime() throws Exception {
    LuaScriptEngine engine = builder.setting("lua.limits.instructions", "123k").build();
    stop(engine, COUNT);
    Object first = engine.get("n");
    for (int i = 0; i < 5; i++) {
      stop(engine, COUNT);
      assertThat(engine.get("n")).isEqualTo(first);
    }
    assertThat((Integer) first).isBetween(123_000 / 8, 123_000);
  }

  @Test
  void instructions_areAnUpperBound() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.eval("count = 0 function tick() count = count + 1000 end");
    String work =
        "local t = {} for i = 1, 3000 do t[i] = i % 7 if i % 2 == 0 then t[i] = #t end end"
            + " local function f(n) if n < 2 then return n end return f(n - 1) + f(n - 2) end"
            + " f(12) for k, v in pairs(t) do if v > 3 then t[k] = 0 end end";
    Number executed =
        (Number)
            engine.eval(
                "count = 0 debug.sethook(function() count = count + 1 end, '', 1) "
                    + work
                    + " debug.sethook() return count");
    LuaScriptEngine tight =
        builder.setting("lua.limits.instructions", "" + executed.longValue() / 2).build();
    assertThat(stop(tight, work)).hasMessageContaining("lua.limits.instructions");
    LuaScriptEngine roomy =
        LuaScriptEngine.builder()
            .setting("lua.limits.instructions", "" + executed.longValue() * 3)
            .build();
    roomy.eval(work);
  }

  @Test
  void libraryWork_isCharged() {
    LuaScriptEngine engine = builder.setting("lua.limits.instructions", "20k").build();
    String[] works = {
      "return ('x'):rep(2^22)",
      "return (('x'):rep(3000)):find('x*x*x*y')",
      "local t = {} for i = 1, 2000 do t[i] = -i end table.sort(t)",
      "local f = string.gmatch(('x'):rep(20000), '.') local n = 0 for _ in f do n = n + 1 end",
    };
    for (String work : works) {
      assertThat(stop(engine, work)).as(work).hasMessageContaining("lua.limits.instructions");
    }
  }

  // ---- stack and output

  @Test
  void stack_isThatOfEachCoroutine() throws Exception {
    LuaScriptEngine engine = builder.setting("lua.limits.stack", "5k").build();
    engine.eval("function deep(n) if n == 0 then return 0 end return 1 + deep(n - 1) end");
    assertThat(engine.eval("return deep(500)")).isEqualTo(500);
    assertThat(stop(engine, "deep(5000)"))
        .hasMessageContaining("stack overflow (lua.limits.stack = 5000)");
    assertThat(engine.eval("return (pcall(deep, 5000))")).isEqualTo(false);
    assertThat(engine.eval("return coroutine.wrap(function() return pcall(deep, 5000) end)()"))
        .asString()
        .isNotNull();
    assertThat(engine.eval("return deep(500)")).isEqualTo(500);
  }

  @Test
  void coroutineThatHasNoRoomForItsFirstFrame_isDead() throws Exception {
    String script =
        "local t = {} for i = 1, n do t[i] = i end"
            + " local wide = load('print(' .. ('nil,'):rep(200) .. 'nil)')"
            + " local co = coroutine.create(wide)"
            + " local ok, message = coroutine.resume(co, table.unpack(t))"
            + " return ok, message, coroutine.status(co)";
    for (String size : List.of("5k", "50k")) {
      LuaScriptEngine engine = builder.setting("lua.limits.stack", size).build();
      engine.put("n", size.equals("5k") ? 4_850 : 49_850);
      Object[] results = (Object[]) engine.eval(script);
      assertThat(results[0]).isEqualTo(false);
      assertThat((String) results[1]).contains("stack overflow");
      assertThat(results[2]).isEqualTo("dead");
      assertThat(engine.eval("return select(2, coroutine.running())")).isEqualTo(true);
    }
  }

  @Test
  void stopInTheMiddleOfACall_leavesNothingBehind() throws Exception {
    for (String script :
        List.of(
            "local big = {} for i = 1, 1e5 do big[i] = i end"
                + " while true do pcall(table.sort, {big, big, big}, table.unpack) end",
            "local function forever() while true do end end"
                + " coroutine.wrap(function() xpcall(error, forever) end)()",
            "local t = {} for i = 1, 1e5 do t[i] = i end"
                + " while true do coroutine.resume(coroutine.create(print), table.unpack(t)) end")) {
      LuaScriptEngine engine = builder.setting("lua.limits.instructions", "3M").build();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> engine.eval(script)).hasMessageContaining("lua.limits.instruct");
        assertThat(engine.eval("return select(2, coroutine.running())")).isEqualTo(true);
      }
    }
  }

  @Test
  void stack_isPucsWithoutALimit() throws Exception {
    LuaScriptEngine engine = builder.build();
    Object message =
        engine.eval("local function f() return 1 + f() end return select(2, pcall(f))");
    assertThat((String) message).contains("stack overflow").doesNotContain("lua.limits");
  }

  @Test
  void output_endsTheScriptBeforeItIsWritten() throws Exception {
    LuaScriptEngine engine = builder.setting("lua.limits.output", "1k").build();
    String[] writers = {
      "while true do print('0123456789') end",
      "while true do pcall(print, '0123456789') end",
      "while true do io.write('0123456789') end",
      "while true do io.stderr:write('0123456789') end",
      "io.write(('x'):rep(2000))",
    };
    for (String writer : writers) {
      java.io.StringWriter out = new java.io.StringWriter();
      engine.getContext().setWriter(out);
      engine.getContext().setErrorWriter(out);
      LuaScriptException stop = stop(engine, writer);
      assertThat(stop).as(writer).hasMessageContaining("lua.limits.output = 1024 bytes");
      assertThat(stop.getLimit()).hasValue(Settings.LIMITS_OUTPUT);
      assertThat(out.toString().length()).isLessThanOrEqualTo(1024);
    }
    engine.eval("io.write(('x'):rep(1000))");
    engine.eval("io.write(('x'):rep(1000))");
  }

  // ---- for one evaluation

  @Test
  void attribute_holdsForItsEvaluation() throws Exception {
    LuaScriptEngine engine = builder.build();
    ScriptContext context = new SimpleScriptContext();
    context.setBindings(new SimpleBindings(), ScriptContext.ENGINE_SCOPE);
    context.setAttribute("lua.limits.instructions", 1000, ScriptContext.ENGINE_SCOPE);
    assertThatThrownBy(() -> engine.eval(COUNT, context))
        .hasMessageContaining("lua.limits.instructions = 1000");
    engine.eval("for i = 1, 1e5 do end");
    context.removeAttribute("lua.limits.instructions", ScriptContext.ENGINE_SCOPE);
    engine.eval("for i = 1, 1e5 do end", context);
  }

  @Test
  void attribute_ofTheEnginesOwnContext() throws Exception {
    LuaScriptEngine engine = builder.build();
    engine.eval("x = 1");
    engine.put("lua.limits.instructions", "1k");
    assertThat(stop(engine, COUNT)).hasMessageContaining("lua.limits.instructions = 1000");
    assertThat(engine.eval("return _G['lua.limits.instructions']")).isNull();
    engine.eval("_G['lua.limits.instructions'] = '1G'");
    assertThat(stop(engine, COUNT)).hasMessageContaining("lua.limits.instructions = 1000");
    engine.getBindings(ScriptContext.ENGINE_SCOPE).remove("lua.limits.instructions");
    engine.eval("for i = 1, 1e5 do end");
  }

  @Test
  void attribute_tightensOnly() throws Exception {
    LuaScriptEngine engine = builder.setting("lua.limits.instructions", "1k").build();
    engine.put("lua.limits.instructions", "1G");
    assertThat(stop(engine, COUNT)).hasMessageContaining("lua.limits.instructions = 1000");
    engine.put("lua.limits.instructions", "500");
    assertThat(stop(engine, COUNT)).hasMessageContaining("lua.limits.instructions = 500");
  }

  @Test
  void attribute_malformed() {
    LuaScriptEngine engine = builder.build();
    engine.put("lua.limits.time", "late");
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("lua.limits.time = late");
  }

  @Test
  void eachEvaluation_startsAnew() throws Exception {
    LuaScriptEngine engine = builder.setting("lua.limits.instructions", "10k").build();
    engine.eval("function f() for i = 1, 3000 do end end");
    for (int i = 0; i < 10; i++) {
      engine.invokeFunction("f");
      engine.eval("f()");
    }
    assertThat(stop(engine, "for i = 1, 10 do f() end")).isNotNull();
  }

  @Test
  void evaluationInside_hasWhatIsLeftToTheOuterOne() throws Exception {
    LuaScriptEngine engine = builder.setting("lua.limits.instructions", "50k").build();
    engine.put("again", (Runnable) () -> evalQuietly(engine, "for i = 1, 5000 do end"));
    engine.eval("for i = 1, 3 do again:run() end");
    assertThat(stop(engine, "while true do pcall(again.run, again) end"))
        .hasMessageContaining("lua.limits.instructions = 50000");
  }

  private static void evalQuietly(LuaScriptEngine engine, String script) {
    try {
      engine.eval(script);
    } catch (ScriptException e) {
      // the outer evaluation is to be stopped all the same
    }
  }

  @Test
  void functionsThatJavaKept_areEvaluationsToo() throws Exception {
    LuaScriptEngine engine = builder.setting("lua.limits.instructions", "10k").build();
    engine.eval("function run() while true do end end");
    Runnable global = engine.getInterface(Runnable.class);
    assertThatThrownBy(global::run).hasMessageContaining("lua.limits.instructions");
    Runnable proxy =
        (Runnable) engine.eval("return luajava.createProxy('java.lang.Runnable', {run = run})");
    assertThatThrownBy(proxy::run)
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("lua.limits.instructions");
    assertThat(engine.eval("return 1")).isEqualTo(1);
  }

  @Test
  void compiling_counts() {
    LuaScriptEngine engine = builder.setting("lua.limits.instructions", "50k").build();
    String text = "x = x + 1 ".repeat(100_000);
    assertThatThrownBy(() -> engine.compile(text)).hasMessageContaining("lua.limits.instructions");
    assertThat(stop(engine, text)).hasMessageContaining("lua.limits.instructions");
  }
}
