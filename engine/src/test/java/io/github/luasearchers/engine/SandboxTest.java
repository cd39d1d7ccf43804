package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.util.Map;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what the sandbox leaves of the libraries, and who can turn it on. */
class SandboxTest {

  private final LuaScriptEngine lua = sandbox(Map.of());

  private static LuaScriptEngine sandbox(Map<String, String> settings) {
    return LuaScriptEngine.builder().setting("lua.sandbox", "true").settings(settings).build();
  }

  // ---- libraries

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io",
        "debug",
        "luajava",
        "os.execute",
        "os.exit",
        "os.getenv",
        "os.remove",
        "os.rename",
        "os.tmpname",
        "package.loadlib",
        "package.loaded.io",
        "package.loaded.debug",
        "package.loaded.luajava",
        "package.preload.io"
      })
  void isNotThere(String name) throws Exception {
    assertThat(lua.eval("return " + name)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"io", "debug", "luajava"})
  void requireOfALibraryThatIsNotThere_isNotFound(String name) {
    assertThatThrownBy(() -> lua.eval("return require '" + name + "'"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("module '" + name + "' not found:");
  }

  @Test
  void whatComputes_isThere() throws Exception {
    assertThat(
            lua.eval(
                "return ('x'):rep(3) .. #table.pack(1, 2) .. math.max(1, 2) .. type(os.time())"
                    + " .. type(os.clock()) .. os.date('!%Y', 0) .. type(require 'string')"))
        .isEqualTo("xxx22numbernumber1970table");
  }

  @Test
  void print_writesToTheContext() throws Exception {
    StringWriter out = new StringWriter();
    lua.getContext().setWriter(out);
    lua.eval("print('hello', 1)");
    assertThat(out).hasToString("hello\t1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "load(string.dump(function() end))",
        "load(string.dump(function() end), 'x', 'b')",
        "load(string.dump(function() end), 'x', 'bt', {})",
        "(loadstring or load)(string.dump(function() end))",
        "load('\\27Lua')",
        "load((function() local n = 0; local s = string.dump(print and function() end)"
            + " return function() n = n + 1; return n <= #s and s:sub(n, n) or nil end end)())"
      })
  void binaryChunks_areRefused(String load) throws Exception {
    assertThat(lua.eval("return select(2, " + load + ")"))
        .isEqualTo("attempt to load a binary chunk (mode is 't')");
  }

  @Test
  void libraries_areNotLinked() {
    assertThatThrownBy(() -> lua.eval("package.cpath = './?.so' return require 'a.b'"))
        .hasMessageContaining("no library for module 'a.b' (the sandbox links none)");
  }

  @Test
  void collectgarbage_leavesTheJvmsCollectorAlone() throws Exception {
    assertThat(lua.eval("for i = 1, 1e5 do collectgarbage() end return collectgarbage('step')"))
        .isEqualTo(false);
  }

  // ---- settings

  @Test
  void attribute_turnsItOn() throws Exception {
    LuaScriptEngine plain = LuaScriptEngine.builder().setting("lua.sandbox", "false").build();
    ScriptContext context = new SimpleScriptContext();
    context.setAttribute("lua.sandbox", true, ScriptContext.ENGINE_SCOPE);
    assertThat(plain.eval("return io", context)).isNull();
  }

  @Test
  void attribute_doesNotTurnItOff() throws Exception {
    ScriptContext context = new SimpleScriptContext();
    context.setAttribute("lua.sandbox", "false", ScriptContext.ENGINE_SCOPE);
    assertThat(lua.eval("return io", context)).isNull();
  }

  @Test
  void attributes_giveNothingElse() throws Exception {
    SimpleBindings bindings = new SimpleBindings();
    bindings.put("lua.path", "/etc/?");
    bindings.put("lua.version", "5.3");
    ScriptContext context = new SimpleScriptContext();
    context.setBindings(bindings, ScriptContext.ENGINE_SCOPE);
    assertThat(lua.eval("return package.path", context)).isEqualTo("");
    assertThat(lua.getFactory().getLanguageVersion())
        .isEqualTo(SettingDefaults.VALUES.get("lua.version"));
  }

  @Test
  void malformedValue() {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.sandbox", "on").build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessage("lua.sandbox = on: there is no such value; give it true or false");
  }

  @Test
  void exit_endsTheScriptWhereThereIsNoSandbox() {
    assertThatThrownBy(() -> LuaScriptEngine.builder().build().eval("os.exit(3)"))
        .isInstanceOfSatisfying(
            LuaScriptException.class, e -> assertThat(e.getExitStatus()).hasValue(3));
  }
}
