package io.github.luasearchers.engine.live.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a patch does to a module's tables. */
class TablesTest {

  @ParameterizedTest
  @EnumSource
  void moduleTable_staysTheSame(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "return { a = 1 }");
    program.eval("held = package.loaded.m");
    assertThat(program.patch("m", "return { a = 2, b = { c = 3 } }"))
        .containsExactlyInAnyOrder("m.a has a new value", "m.b is new");
    assertThat(program.eval("return held.a .. held.b.c")).isEqualTo("23");
  }

  @ParameterizedTest
  @EnumSource
  void whatTheProgramHasChanged_stays(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "return { a = 1, b = 1, c = 1, d = 1, f = function() return 1 end }");
    program.eval("local m = package.loaded.m m.a = 5 m.c = nil m.e = 6 m.g = m.f m.f = print");
    program.patch("m", "return { a = 2, b = 2, c = 2, e = 2, f = function() return 2 end }");
    assertThat(
            program.eval(
                "local m = package.loaded.m return m.a .. m.b .. tostring(m.c) .. tostring(m.d)"
                    + " .. m.e .. tostring(m.f == print) .. m.g()"))
        .isEqualTo("52nilnil6true2");
  }

  @ParameterizedTest
  @EnumSource
  void secondPatch_knowsWhatTheFirstHasPut(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "return { a = 1, b = { x = 1, y = 1 } }");
    program.eval("b = package.loaded.m.b");
    program.patch("m", "return { a = 2, b = { x = 2, y = 2 } }");
    program.eval("b.y = 9");
    program.patch("m", "return { a = 3, b = { x = 3, y = 3 } }");
    program.patch("m", "return { a = 4, b = { x = 4, y = 4 } }");
    assertThat(program.eval("return package.loaded.m.a .. b.x .. b.y")).isEqualTo("449");
    program.patch("m", "return { b = { y = 4 } }");
    assertThat(program.eval("return tostring(package.loaded.m.a) .. tostring(b.x) .. b.y"))
        .isEqualTo("nilnil9");
  }

  @ParameterizedTest
  @EnumSource
  void keptFields_stay(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "return { a = 1, b = 1, c = 1 }");
    program.patch("m", "return { a = 2, b = 2 }", "a", "c");
    assertThat(program.eval("local m = package.loaded.m return m.a .. m.b .. m.c"))
        .isEqualTo("121");
  }

  @ParameterizedTest
  @EnumSource
  void objects_getTheNewMethodsOfTheirClass(Level level) throws Exception {
    Program program = new Program(level);
    String text =
        "local Point = {} Point.__index = Point"
            + " function Point.new(x) return setmetatable({ x = x }, Point) end"
            + " function Point:get() return self.x end ";
    program.load("m", text + "return { new = Point.new }");
    program.eval("p = package.loaded.m.new(7)");
    program.patch(
        "m",
        text.replace("self.x end", "self.x * 2 end")
            + "function Point:neg() return -self.x end"
            + " Point.__tostring = function(p) return 'P' .. p.x end"
            + " return { new = Point.new }");
    assertThat(program.eval("return p:get() .. ' ' .. p:neg() .. ' ' .. tostring(p)"))
        .isEqualTo("14 -7 P7");
    assertThat(
            program.eval(
                "return tostring(getmetatable(p) == getmetatable(package.loaded.m.new()))"))
        .isEqualTo("true");
  }

  @ParameterizedTest
  @EnumSource
  void metatableOfTheModule_isMerged(Level level) throws Exception {
    Program program = new Program(level);
    String text = "return setmetatable({}, { __call = function(_, x) return x + 1 end })";
    program.load("m", text);
    program.eval("held = package.loaded.m meta = getmetatable(held)");
    program.patch("m", text.replace("x + 1 end", "x + 2 end, __len = function() return 42 end"));
    assertThat(program.eval("return held(1) .. ' ' .. #held")).isEqualTo("3 42");
    assertThat(program.eval("return tostring(getmetatable(held) == meta)")).isEqualTo("true");
    program.patch("m", "return {}");
    assertThat(program.eval("return tostring(getmetatable(held))")).isEqualTo("nil");
    program.patch("m", text);
    assertThat(program.eval("return held(1)")).isEqualTo("2");
  }

  @ParameterizedTest
  @EnumSource
  void tableInAVariable_isMergedAndKeepsWhatTheProgramPutThere(Level level) throws Exception {
    Program program = new Program(level);
    String text =
        "local M = {} local handlers = { a = function() return 'a' end }"
            + " function M.on(name, f) handlers[name] = f end"
            + " function M.run(name) return handlers[name]() end return M";
    program.load("m", text);
    program.eval("package.loaded.m.on('own', function() return 'own' end)");
    program.patch("m", text.replace("'a' end }", "'A' end, b = function() return 'B' end }"));
    assertThat(
            program.eval(
                "local m = package.loaded.m return m.run('a') .. m.run('b') .. m.run('own')"))
        .isEqualTo("ABown");
  }

  @ParameterizedTest
  @EnumSource
  void whatTheTextAdds_refersToTheModulesOwnObjects(Level level) throws Exception {
    Program program = new Program(level);
    program.load("m", "local M = {} function M.f() return 1 end return M");
    program.eval("f = package.loaded.m.f");
    program.patch(
        "m",
        "local M = {} function M.f() return 2 end"
            + " local all = { M.f, [M.f] = true, up = M }"
            + " M.sub = setmetatable({ all = all, parent = M }, { __index = M })"
            + " function M.all() return all end"
            + " return M");
    assertThat(
            program.eval(
                "local m = package.loaded.m return tostring(m.sub.parent == m)"
                    + " .. tostring(m.all()[1] == f) .. tostring(m.all().up == m)"
                    + " .. tostring(m.all()[f]) .. tostring(m.sub.f == f)"
                    + " .. tostring(m.sub.all == m.all())"))
        .isEqualTo("truetruetruetruetruetrue");
  }

  @ParameterizedTest
  @EnumSource
  void otherModules_areNotMerged(Level level) throws Exception {
    Program program = new Program(level);
    program.load("dep", "return { name = 'one' }");
    String text =
        "local dep = require('dep') local M = { dep = dep } function M.get() return dep.name end"
            + " return M";
    program.load("m", text);
    program.eval("old = package.loaded.dep");
    program.load("dep", "return { name = 'two' }");
    program.patch("m", text);
    assertThat(
            program.eval(
                "local m = package.loaded.m return m.get() .. m.dep.name .. old.name"
                    + " .. tostring(m.dep == package.loaded.dep)"))
        .isEqualTo("twotwoonetrue");
  }

  @ParameterizedTest
  @EnumSource
  void wrappedFunction_keepsItsWrapperUnlessItWrapsAnother(Level level) throws Exception {
    Program program = new Program(level);
    program.load(
        "memo",
        "return function(f) local known return function()"
            + " known = known or f() return known end end");
    String text =
        "local M, memo = {}, require('memo') local function foo() return 'foo' end"
            + " local function bar() return 'bar' end M.f = memo(foo) M.g = memo(function()"
            + " return 'g' end) return M";
    program.load("m", text);
    program.eval("f, g = package.loaded.m.f, package.loaded.m.g f()");
    program.patch("m", text.replace("'g'", "'G'").replace("'foo'", "'FOO'"));
    assertThat(program.eval("local m = package.loaded.m return m.f() .. m.g()")).isEqualTo("fooG");
    assertThat(program.eval("local m = package.loaded.m return tostring(m.f == f and m.g == g)"))
        .isEqualTo("true");
    program.patch("m", text.replace("memo(foo)", "memo(bar)"));
    assertThat(program.eval("return package.loaded.m.f() .. f()")).isEqualTo("barfoo");
  }

  @ParameterizedTest
  @EnumSource
  void circle_isMergedOnce(Level level) throws Exception {
    Program program = new Program(level);
    String text = "local M = { n = 1 } M.self = M M.sub = { up = M, list = { M, 2 } } return M";
    program.load("m", text);
    program.patch("m", text.replace("n = 1", "n = 2"));
    assertThat(
            program.eval(
                "local m = package.loaded.m return tostring(m.self == m and m.sub.up == m"
                    + " and m.sub.list[1] == m) .. m.n"))
        .isEqualTo("true2");
  }

  @ParameterizedTest
  @EnumSource
  void moduleThatFillsTheSameTableAgain_getsItsVariablesBack(Level level) throws Exception {
    Program program = new Program(level);
    String text =
        "shared = shared or {} local M = shared local n = 0"
            + " function M.inc() n = n + 1 return n end return M";
    program.load("m", text);
    program.eval("inc = shared.inc inc()");
    program.patch("m", text.replace("n + 1", "n + 10"));
    assertThat(program.eval("return shared.inc() .. ' ' .. inc()")).isEqualTo("11 21");
  }
}
