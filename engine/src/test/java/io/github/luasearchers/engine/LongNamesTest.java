package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import javax.script.ScriptException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No name that a script chooses makes an error large. What it throws itself stays whole. */
class LongNamesTest {

  private static final int LARGEST = 4_000;

  private static final List<String> LEVELS = List.of("5.2", "5.3", "5.4");

  private static final String SETUP =
      """
      name = ('n'):rep(2^20)
      function run(text, ...) return assert(load(text, '=chunk'))(...) end
      function compile(...) return error((select(2, load(...)))) end
      function result(_, message) return error(message) end
      system = luajava.bindClass('java.lang.Math')
      list = luajava.newInstance('java.util.ArrayList')
      """;

  /** Each fails, by a message that has the name in it. */
  private static final String[] SCRIPTS = {
    // names of the code
    "run('local t = {} return t.' .. name .. '.x')",
    "run('local t = {} t.' .. name .. '.x = 1')",
    "run('local t = {} t.' .. name .. '()')",
    "run('local t = {} t:' .. name .. '()')",
    "run('local t = {} return t.' .. name .. ' + 1')",
    "run('local t = {} return t.' .. name .. ' .. 1')",
    "run('local t = {} return #t.' .. name)",
    "run('return ' .. name .. '.x')",
    "run(name .. '()')",
    "run('local ' .. name .. ' return ' .. name .. '.x')",
    "run('local ' .. name .. ' return function() return ' .. name .. '.x end')()",
    "run('return (\"' .. name .. '\").x.y')",
    "run('local ' .. name .. ' = string.rep ' .. name .. '()')",
    "run('local t = {' .. name .. ' = string.rep} t:' .. name .. '()')",
    "run('local t = {' .. name .. ' = io.stdout.write} t:' .. name .. '()')",
    "package.loaded[name], package.loaded.string = string, nil pcall(error) error((select(2,"
        + " pcall(string.rep))))",
    "_G[name] = function() error({}) end run(name .. '()')",
    "_G[name] = function() local x = nil + 1 end run(name .. '()')",
    "error((select(2, xpcall(load('local function ' .. name .. '() error() end ' .. name .. '() '),"
        + " debug.traceback))))",
    // names of chunks
    "compile('x =', '=' .. name)",
    "compile('x =', '@' .. name)",
    "compile('x =', name)",
    "compile('x = ' .. name .. ' =')",
    "load('error()', '@' .. name)()",
    "load('local x = nil + 1', name)()",
    "load('local x = nil + 1', '=' .. name)()",
    "compile('\\27Lua', name)",
    "compile('\\27Lua', '@' .. name)",
    "compile('\\27Lua', '=' .. name)",
    "compile('x = 1', 'x', name)",
    // syntax
    "compile('x = = ' .. name)",
    "compile('x = 1 ' .. name)",
    "compile('x = ' .. name .. ' ' .. name)",
    "compile('x = \"' .. name)",
    "compile('x = \"' .. name .. '\\\\q\"')",
    "compile('x = \"' .. name .. '\\n\"')",
    "compile('x = \"' .. name .. '\\\\xzz\"')",
    "compile('x = \"' .. name .. '\\\\999\"')",
    "compile('x = [[' .. name)",
    "compile('--[[' .. name)",
    "compile('x = 1' .. name)",
    "compile('f() \"' .. name .. '\" = 1')",
    "compile('goto ' .. name)",
    "compile('::' .. name .. '::' .. '::' .. name .. '::')",
    "compile('goto ' .. name .. ' local ' .. name .. ' ::' .. name .. ':: x = 1')",
    // options and formats
    "collectgarbage(name)",
    "io.stdout:seek(name)",
    "io.stdout:setvbuf(name)",
    "io.read('x' .. name)",
    "io.open('x', name)",
    "os.setlocale('C', name)",
    "os.date('%!' .. name)",
    "os.date('%Ez' .. name)",
    "string.format('%' .. name, 1)",
    "string.format('%' .. ('0'):rep(2^20) .. 'd', 1)",
    "string.format('%' .. ('1'):rep(2^20) .. 'd', 1)",
    "string.pack(name, 1)",
    "tonumber(name, name)",
    "debug.getinfo(1, 'z' .. name)",
    "debug.sethook(1, name)",
    "select(name)",
    "('x'):rep(name)",
    "('x')[name].x = 1",
    "setmetatable(1, name)",
    // names of files
    "result(io.open(name))",
    "result(os.rename(name, name))",
    "result(os.remove(name))",
    "result(loadfile(name))",
    "dofile(name)",
    "io.lines(name)",
    "io.input(name)",
    // names of modules
    "require(name)",
    "require(name .. '.' .. name)",
    "require(('n.'):rep(2^18))",
    "package.path = name require('x')",
    "package.path = ('?;'):rep(2^18) require('x')",
    "package.cpath = ('?;'):rep(2^18) require('x')",
    "package.path = ('?'):rep(2^18) require(name)",
    "package.path = name .. '?.lua;?' .. name require('x')",
    "package.searchers[5] = function() return 1 end require(name)",
    "result(package.searchers[2](name))",
    "error(package.searchers[1](name))",
    "error(package.searchers[2](name))",
    "error(package.searchers[3](name))",
    "error(package.searchers[4](name .. '.x'))",
    "result(package.searchpath(name, '?;?x;?y'))",
    "result(package.searchpath('x', name))",
    "result(package.searchpath('x', ('?;'):rep(2^18)))",
    "result(package.searchpath('.', '?', '.', name))",
    "result(package.searchpath(name, name))",
    "result(package.loadlib(name, 'x'))",
    "result(package.loadlib(name .. '.jar', name))",
    "x = 1 module('x.' .. name)",
    // names of Java
    "luajava.bindClass(name)",
    "luajava.bindClass(('n.'):rep(2^18))",
    "luajava.newInstance(name)",
    "luajava.createProxy(name, {})",
    "luajava.loadLib('java.lang.Math', name)",
    "luajava.loadLib(name, 'x')",
    "system[name] = 1",
    "system[name]()",
    "system:abs(name)",
    "list[name] = 1",
    "list[name].x = 1",
    "list:add(table.unpack({}, 1, 2^17))",
    // finalizers
    "setmetatable({}, {__gc = function() error(name) end}) for i = 1, 3 do collectgarbage() end"
        + " error()",
  };

  @TestFactory
  Stream<DynamicTest> aNameOfAMegabyte() {
    return LEVELS.stream()
        .flatMap(
            level ->
                Stream.of(SCRIPTS)
                    .map(
                        script ->
                            DynamicTest.dynamicTest(
                                level + " " + script, () -> run(level, script))));
  }

  private static void run(String level, String script) throws ScriptException {
    LuaScriptEngine engine = engine(level);
    LuaScriptException thrown =
        catchThrowableOfType(LuaScriptException.class, () -> engine.eval(script));
    assertThat(thrown).isNotNull();
    assertThat(String.valueOf(thrown.getMessage()).length()).isLessThan(LARGEST);
    assertThat(thrown.toString().length()).isLessThan(LARGEST);
    assertThat(thrown.getLuaTraceback().length()).isLessThan(LARGEST);
  }

  @Test
  void whatAScriptThrows_isWhole() throws ScriptException {
    LuaScriptEngine engine = engine("5.2");
    LuaScriptException thrown =
        catchThrowableOfType(LuaScriptException.class, () -> engine.eval("error(name, 0)"));

    assertThat(thrown.getValue()).isEqualTo("n".repeat(1 << 20));
  }

  @Test
  void aNameOfOrdinaryLength_isWhole() throws ScriptException {
    LuaScriptEngine engine = engine("5.2");
    String name = "n".repeat(1_000);
    LuaScriptException thrown =
        catchThrowableOfType(
            LuaScriptException.class, () -> engine.eval("local t = {} return t." + name + ".x"));

    assertThat(thrown.getValue()).asString().endsWith("field '" + name + "' (a nil value)");
  }

  private static LuaScriptEngine engine(String level) throws ScriptException {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.version", level).build();
    engine.eval(SETUP);
    return engine;
  }
}
