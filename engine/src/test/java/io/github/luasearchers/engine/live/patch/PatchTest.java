package io.github.luasearchers.engine.live.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.value.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a patch does to functions and variables. */
class PatchTest {

  @ParameterizedTest
  @EnumSource
  void function_getsNewCodeWhereverItIsHeld(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "local M = {} function M.f() return 1 end return M");
    program.eval("held = package.loaded.m.f");
    program.patch("m", "local M = {} function M.f() return 2 end return M");
    assertThat(program.eval("return held()")).isEqualTo("2");
    assertThat(program.eval("return tostring(held == package.loaded.m.f)")).isEqualTo("true");
  }

  @ParameterizedTest
  @EnumSource
  void alias_isNotTakenForTheFunction(Level level) throws Exception {
    Program program = new Program(level);
    String functions =
        "local M = {} local function foo() return 'foo' end local function bar() return 'bar' end ";
    program.load("m", functions + "M.f = foo M.foo = foo M.bar = bar return M");
    program.eval("local m = package.loaded.m held, foo, bar = m.f, m.foo, m.bar");
    program.patch("m", functions + "M.f = bar M.foo = foo M.bar = bar return M");
    assertThat(program.eval("return held() .. foo() .. bar()")).isEqualTo("foofoobar");
    assertThat(program.eval("local m = package.loaded.m return m.f() .. m.foo() .. m.bar()"))
        .isEqualTo("barfoobar");
    assertThat(program.eval("return tostring(package.loaded.m.f == bar)")).isEqualTo("true");
  }

  @ParameterizedTest
  @EnumSource
  void state_isSharedByFunctionsAsBefore(Level level) throws Exception {
    Program program = new Program(level);
    program.load(
        "m",
        "local M, n = {}, 0 function M.inc() n = n + 1 end function M.get() return n end return M");
    program.eval("m = package.loaded.m; m.inc() m.inc()");
    program.patch(
        "m",
        "local M, n = {}, 0 function M.get() return 'n=' .. n end"
            + " function M.inc() n = n + 10 end function M.reset() n = 0 end return M");
    assertThat(program.eval("m.inc() return m.get()")).isEqualTo("n=12");
    assertThat(program.eval("m.reset() return m.get()")).isEqualTo("n=0");
  }

  @ParameterizedTest
  @EnumSource
  void nilAndFalse_areValues(Level level) throws Exception {
    Program program = new Program(level);
    String text =
        "local M = {} local a, b = 1, 2"
            + " function M.clear() a, b = nil, false end"
            + " function M.get() return tostring(a) .. tostring(b) end return M";
    program.load("m", text);
    program.eval("package.loaded.m.clear()");
    program.patch("m", text.replace("tostring(b)", "'/' .. tostring(b)"));
    assertThat(program.eval("return package.loaded.m.get()")).isEqualTo("nil/false");
  }

  @ParameterizedTest
  @EnumSource
  void constant_takesItsNewValue(Level level) throws Exception {
    Program program = new Program(level);
    String text = "local M = {} local limit = 10 function M.get() return limit end return M";
    program.load("m", text);
    assertThat(program.patch("m", text.replace("10", "20")))
        .contains("the variable 'limit' has a new value");
    assertThat(program.eval("return package.loaded.m.get()")).isEqualTo("20");
    program.patch("m", text.replace("10", "30"), "limit");
    assertThat(program.eval("return package.loaded.m.get()")).isEqualTo("20");
  }

  @ParameterizedTest
  @EnumSource
  void constant_staysIfItsTextIsTheSame(Level level) throws Exception {
    Program program = new Program(level);
    program.eval("count = 0 function next_id() count = count + 1 return count end");
    String text =
        "local M = {} local x = 1 local id = next_id() or x and 5"
            + " function M.get() return id .. '' end return M";
    program.load("m", text);
    assertThat(program.patch("m", "local before = {} " + text.replace("''", "'!'"))).isEmpty();
    assertThat(program.eval("return package.loaded.m.get()")).isEqualTo("1!");
    program.patch("m", text.replace("x and 5", "x and 6"));
    assertThat(program.eval("return package.loaded.m.get()")).isEqualTo("3");
  }

  @ParameterizedTest
  @EnumSource
  void newFunction_usesOldState(Level level) throws Exception {
    Program program = new Program(level);
    program.load(
        "m", "local M = {} local list = {} function M.add(x) list[#list + 1] = x end return M");
    program.eval("package.loaded.m.add(7)");
    program.patch(
        "m",
        "local M = {} local list = {} function M.add(x) list[#list + 1] = x end"
            + " function M.first() return list[1] end return M");
    assertThat(program.eval("return package.loaded.m.first()")).isEqualTo("7");
  }

  @ParameterizedTest
  @EnumSource
  void variableThatTheTextAdds_isSharedByOldAndNewFunctions(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "local M = {} function M.f() return 1 end return M");
    program.patch(
        "m",
        "local M = {} local n = 5 function M.f() n = n + 1 return n end"
            + " function M.g() return n end return M");
    assertThat(program.eval("local m = package.loaded.m m.f() return m.g()")).isEqualTo("6");
    program.patch(
        "m",
        "local M = {} local n = 5 function M.f() n = n + 2 return n end"
            + " function M.g() return 'n' .. n end return M");
    assertThat(program.eval("local m = package.loaded.m m.f() return m.g()")).isEqualTo("n8");
    program.patch("m", "local M = {} function M.f() return 1 end return M");
    assertThat(program.eval("local m = package.loaded.m return m.f() .. tostring(m.g)"))
        .isEqualTo("1nil");
  }

  @ParameterizedTest
  @EnumSource
  void closuresOfInnerFunctions_keepTheirOwnVariables(Level level) throws Exception {
    Program program = new Program(level);
    String text =
        "local M = {} function M.counter(n) return function() n = n + 1 return n end end return M";
    program.load("m", text);
    program.eval("a, b = package.loaded.m.counter(0), package.loaded.m.counter(10) a()");
    program.patch("m", text.replace("n = n + 1", "n = n + 100"));
    assertThat(program.eval("return a() .. ' ' .. b() .. ' ' .. package.loaded.m.counter(1)()"))
        .isEqualTo("101 110 101");
  }

  @ParameterizedTest
  @EnumSource
  void variableOfACallThatHasEnded_leavesTheOldCode(Level level) throws Exception {
    Program program = new Program(level);
    program.load(
        "m",
        "local M = {} function M.make() local x, y = 1, 2 return function() return x end end"
            + " return M");
    program.eval("held = { cb = package.loaded.m.make() }");
    assertThat(
            program.patch(
                "m",
                "local M = {} function M.make() local x, y = 1, 2"
                    + " return function() return x + y end end return M"))
        .containsExactly(
            "return in M.make keeps its old code, since the new needs the variable 'y' of a call"
                + " that has ended; held by _G.held.cb");
    assertThat(program.eval("return held.cb() .. package.loaded.m.make()()")).isEqualTo("13");
  }

  @ParameterizedTest
  @EnumSource
  void siblingOfTheSameCall_lendsItsVariable(Level level) throws Exception {
    Program program = new Program(level);
    String text =
        "local M = {} function M.make() local x, y = 1, 2"
            + " local function set(n) x, y = n, n + 1 end"
            + " local function get() return x end"
            + " return set, get end return M";
    program.load("m", text);
    program.eval("set, get = package.loaded.m.make() set(5)");
    program.patch("m", text.replace("return x end", "return x + y end"));
    assertThat(program.eval("return get()")).isEqualTo("11");
  }

  @ParameterizedTest
  @EnumSource
  void function_thatIsGone_keepsItsCodeAndItsHolderIsNamed(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "local M = {} function M.f() return 1 end function M.g() end return M");
    program.load("app", "return { handlers = { 1, 2, require('m').f } }");
    assertThat(program.patch("m", "local M = {} function M.g() end return M"))
        .contains(
            "m.f is gone", "M.f is gone from the text; held by package.loaded.app.handlers[3]");
    assertThat(program.eval("return package.loaded.app.handlers[3]()")).isEqualTo("1");
    assertThat(program.eval("return tostring(package.loaded.m.f)")).isEqualTo("nil");
  }

  @ParameterizedTest
  @EnumSource
  void variablesOfALoop_areNotJoined(Level level) throws Exception {
    Program program = new Program(level);
    String text =
        "local M, all = {}, 0 for _, n in ipairs({ 'a' }) do local own = n"
            + " M[n] = function() all = all + 1 return n .. own .. all end end"
            + " local i = 0 while i < 1 do local j = i M[i] = function() return j end i = i + 1 end"
            + " repeat local k = i M.k = function() return k end until i > 0 return M";
    program.load("m", text);
    program.eval("a = package.loaded.m.a a()");
    program.patch("m", text.replace("'a'", "'a', 'b'").replace("i < 1", "i < 2"));
    assertThat(program.eval("local m = package.loaded.m return m.a() .. m.b() .. a()"))
        .isEqualTo("aa2bb3aa4");
    assertThat(program.eval("local m = package.loaded.m return m[0]() .. m[1]() .. m.k()"))
        .isEqualTo("011");
  }

  @ParameterizedTest
  @EnumSource
  void moduleThatIsNoTable_isRefused(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "return function() end");
    assertThatThrownBy(() -> program.plan("m", "return {}"))
        .isInstanceOf(PatchRefused.class)
        .hasMessage("only tables can be patched, and it was a function");
    program.load("m", "return {}");
    assertThatThrownBy(() -> program.plan("m", "return 1"))
        .isInstanceOf(PatchRefused.class)
        .hasMessage("only tables can be patched, and it is now a number");
  }
}
