package io.github.luasearchers.engine.live.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.ZeroArgFunction;

/** Functions that are being called while they get new code. */
class CallsInProgressTest {

  private static final String WORKER =
      "local M = {} local n = 0 function M.work(...) local a = ... while true do"
          + " n = n + a coroutine.yield('old' .. n .. select('#', ...)) end end return M";

  private static final String NEW_WORKER =
      "local M = {} local x, y, n = 1, 2, 0 function M.more() return x + y end function M.work(p,"
          + " q) local a, b, c = 5, 6, 7 local function add() n = n + a + b + c end while true do"
          + " add() coroutine.yield('new' .. n) end end return M";

  @ParameterizedTest
  @EnumSource
  void suspendedCall_goesOnInTheOldCodeWithTheSameVariables(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", WORKER);
    program.eval("worker = coroutine.wrap(package.loaded.m.work) first = worker(1, 2, 3)");
    assertThat(program.patch("m", NEW_WORKER))
        .anyMatch(
            each -> each.startsWith("M.work goes on in its old code in a suspended coroutine in "));
    assertThat(program.eval("return first .. worker()")).isEqualTo("old13old23");
    assertThat(program.eval("other = coroutine.wrap(package.loaded.m.work) return other()"))
        .isEqualTo("new20");
    assertThat(program.eval("return worker() .. other()")).isEqualTo("old213new39");
  }

  @ParameterizedTest
  @EnumSource
  void coroutineThatHasNotBegun_runsTheNewCode(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", WORKER);
    program.eval("worker = coroutine.wrap(package.loaded.m.work)");
    program.patch("m", NEW_WORKER);
    assertThat(program.eval("return worker()")).isEqualTo("new18");
  }

  @ParameterizedTest
  @EnumSource
  void coroutineThatIsOlderThanTheModule_isFound(Level level) throws Exception {
    Program program = new Program(level);
    program.eval(
        "co = coroutine.wrap(function(f) while true do f = coroutine.yield(f and f(2)) end end)");
    program.eval("co()");
    program.load("m", WORKER);
    program.eval("co(package.loaded.m.work)");
    program.patch("m", NEW_WORKER);
    assertThat(program.eval("return co()")).isEqualTo("old41");
  }

  @ParameterizedTest
  @EnumSource
  void threeVersions_goOnSideBySide(Level level) throws Exception {
    Program program = new Program(level);
    String text =
        "local M = {} local n = 0 function M.work() while true do n = n + 1"
            + " coroutine.yield('v1:' .. n) end end return M";
    program.load("m", text);
    for (String version : List.of("v2", "v3", "v4")) {
      program.eval(
          "local f = coroutine.wrap(package.loaded.m.work) all = all or {} all[#all + 1] = f f()");
      program.patch("m", "local pad" + version + " = {} " + text.replace("v1", version));
    }
    assertThat(
            program.eval(
                "local s = '' for _, f in ipairs(all) do s = s .. f() .. ' ' end return s"))
        .isEqualTo("v1:4 v2:5 v3:6 ");
  }

  @ParameterizedTest
  @EnumSource
  void runningFunction_getsItsNewCodeWhenItHasEnded(Level level) throws Exception {
    Program program = new Program(level);
    String text =
        "local M = {} local n = 1 function M.run() local a = n patch() return a .. 'old' .. n end"
            + " return M";
    program.load("m", text);
    program.eval("run = package.loaded.m.run");
    List<Patch> patches = new ArrayList<>();
    LuaFunction patch =
        new ZeroArgFunction() {
          @Override
          public LuaValue call() {
            try {
              Patch made =
                  program.plan(
                      "m",
                      "local M = {} local n = 1 local function two() return 2 end"
                          + " function M.run() return two() .. 'new' .. n end return M");
              program.apply("m", made);
              patches.add(made);
            } catch (PatchRefused e) {
              throw new IllegalStateException(e);
            }
            return NIL;
          }
        };
    program.globals.rawset("patch", patch);
    assertThat(program.eval("return run()")).isEqualTo("1old1");
    assertThat(patches.get(0).notes())
        .contains("M.run is running, and keeps its old code until it has ended");
    assertThat(program.eval("return run() .. package.loaded.m.run()")).isEqualTo("1old11old1");
    assertThat(patches.get(0).settle()).isTrue();
    assertThat(program.eval("return run() .. package.loaded.m.run()")).isEqualTo("2new12new1");
  }

  @ParameterizedTest
  @EnumSource
  void undo_restoresEverything(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", WORKER.replace("local M = {}", "local M = { data = { 1 }, gone = 2 }"));
    program.eval("m = package.loaded.m worker = coroutine.wrap(m.work) worker(1)");
    program.eval("data, work = m.data, m.work");
    Patch patch = program.plan("m", NEW_WORKER.replace("local M = {}", "local M = { data = {5} }"));
    patch.apply();
    assertThat(program.eval("other = coroutine.wrap(m.work) return other() .. m.data[1]"))
        .isEqualTo("new195");
    patch.undo();
    assertThat(program.eval("return m.data[1] .. m.gone .. tostring(m.more)")).isEqualTo("12nil");
    assertThat(program.eval("return tostring(m.data == data and m.work == work)"))
        .isEqualTo("true");
    assertThat(program.eval("return worker() .. other() .. coroutine.wrap(m.work)(1)"))
        .isEqualTo("old201new38old391");
    program.patch("m", NEW_WORKER);
    assertThat(program.eval("return coroutine.wrap(m.work)() .. worker()"))
        .isEqualTo("new57old581");
  }

  @ParameterizedTest
  @EnumSource
  void plan_changesNothing(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", WORKER);
    program.plan("m", NEW_WORKER);
    assertThat(program.eval("local m = package.loaded.m return coroutine.wrap(m.work)(1)"))
        .isEqualTo("old11");
    assertThat(program.eval("return tostring(package.loaded.m.more)")).isEqualTo("nil");
  }

  @ParameterizedTest
  @EnumSource
  void lines_areThoseOfTheCodeThatRuns(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "local M = {}\nfunction M.f()\n  error('x')\nend\nreturn M");
    program.eval("f = package.loaded.m.f");
    String where = "return select(2, pcall(f)) .. debug.getinfo(f, 'S').linedefined";
    assertThat(program.eval(where)).isEqualTo("m.lua:3: x2");
    program.patch("m", "\n\nlocal M = {}\nfunction M.f()\n\n  error('y')\nend\nreturn M");
    assertThat(program.eval(where)).isEqualTo("m.lua:6: y4");
    assertThat(program.eval("return select(2, xpcall(f, debug.traceback))")).contains("m.lua:6:");
    assertThat(
            program.eval(
                "local copy = load(string.dump(f), 'copy', 'b') debug.setupvalue(copy, 1, _G)"
                    + " return select(2, pcall(copy))"))
        .isEqualTo("m.lua:6: y");
  }

  @ParameterizedTest
  @EnumSource
  void linesOfASuspendedCall_areThoseOfItsCode(Level level) throws Exception {
    Program program = new Program(level);
    program.load(
        "m", "local M = {}\nfunction M.f()\n  coroutine.yield()\n  error('x')\nend\nreturn M");
    program.eval("co = coroutine.create(package.loaded.m.f) coroutine.resume(co)");
    program.patch("m", "\n\n\n\n\n\nlocal M = {}\nfunction M.f() end\nreturn M");
    assertThat(program.eval("return debug.traceback(co)")).contains("m.lua:3:");
    assertThat(program.eval("return select(2, coroutine.resume(co))")).isEqualTo("m.lua:4: x");
  }
}
