package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.script.Bindings;
import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledScriptTest {

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  @Test
  void c1_nullIsRefused() {
    assertThatThrownBy(() -> engine.compile((String) null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> engine.compile((Reader) null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void c2_errorsShowWhenCompiling() {
    assertThatThrownBy(() -> engine.compile("x = = 1")).isInstanceOf(ScriptException.class);
    assertThatThrownBy(() -> engine.compile(new StringReader("x = = 1")))
        .isInstanceOf(ScriptException.class);
  }

  @Test
  void c3_evalUsesTheEnginesCurrentContext() throws Exception {
    CompiledScript script = engine.compile(new StringReader("return x"));
    engine.put("x", 1);
    assertThat(script.eval()).isEqualTo(1);
    ScriptContext context = new SimpleScriptContext();
    context.setAttribute("x", 2, ScriptContext.ENGINE_SCOPE);
    engine.setContext(context);
    assertThat(script.eval()).isEqualTo(2);
  }

  @Test
  void c4_nullBindingsAreTheEngines() throws Exception {
    engine.put("x", 1);
    assertThat(engine.compile("return x").eval((Bindings) null)).isEqualTo(1);
  }

  @Test
  void c5_nullContextIsRefused() throws Exception {
    CompiledScript script = engine.compile("return x");
    assertThatThrownBy(() -> script.eval((ScriptContext) null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void c6_contextsAreSwitched() throws Exception {
    CompiledScript script = engine.compile("n = (n or 0) + 1 return n");
    ScriptContext one = new SimpleScriptContext();
    ScriptContext two = new SimpleScriptContext();
    assertThat(script.eval(one)).isEqualTo(1);
    assertThat(script.eval(one)).isEqualTo(2);
    assertThat(script.eval(two)).isEqualTo(1);
    assertThat(script.eval()).isEqualTo(1);
    assertThat(script.eval(one)).isEqualTo(3);
  }

  @Test
  void c7_bindingsAreSwitched() throws Exception {
    CompiledScript script = engine.compile("y = x * 2 return y");
    for (Bindings bindings : List.of(new SimpleBindings(), engine.createBindings())) {
      for (int i = 0; i < 3; i++) {
        bindings.put("x", i);
        assertThat(script.eval(bindings)).isEqualTo(2 * i);
        assertThat(bindings).containsEntry("y", 2 * i);
      }
    }
    assertThat(engine.get("y")).isNull();
  }

  @Test
  void c8_scriptKnowsItsEngine() throws Exception {
    assertThat(engine.compile("").getEngine()).isSameAs(engine);
  }

  @Test
  void c9_localsAreNotKept() throws Exception {
    CompiledScript script =
        engine.compile(
            "local n = n or 0 n = n + 1 local e = _ENV _ENV = {} return n, e.print ~= nil");
    for (int i = 0; i < 3; i++) {
      assertThat(script.eval()).isEqualTo(new Object[] {1, true});
    }
  }

  @Test
  void c10_failureLeavesTheScriptUsable() throws Exception {
    CompiledScript script = engine.compile("if bad then error('bad') end return 1");
    engine.put("bad", true);
    assertThatThrownBy(script::eval).isInstanceOf(ScriptException.class);
    engine.put("bad", false);
    assertThat(script.eval()).isEqualTo(1);
  }

  @Test
  void scriptThatChangesItsEnvironment_hasTheGlobalsAgainTheNextTime() throws Exception {
    engine.put("x", 1);
    CompiledScript script = engine.compile("local y = x _ENV = {x = 2} return y, x");
    for (int i = 0; i < 3; i++) {
      assertThat(script.eval()).isEqualTo(new Object[] {1, 2});
    }
  }

  @Test
  void functionsOfEachEvaluation_areTheirOwn() throws Exception {
    CompiledScript script = engine.compile("return function() return x end");
    LuaCallable one = (LuaCallable) script.eval(bindings(1));
    LuaCallable two = (LuaCallable) script.eval(bindings(2));
    assertThat(one.call()).isEqualTo(1);
    assertThat(two.call()).isEqualTo(2);
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void scriptThatRunsItselfAgain_isNotDisturbed() throws Exception {
    CompiledScript script =
        engine.compile("local m = n n = n - 1 if m > 0 then again() end return m");
    engine.put("n", 3);
    engine.put("again", (Callable<?>) script::eval);
    assertThat(script.eval()).isEqualTo(3);
    assertThat(engine.get("n")).isEqualTo(-1);
  }

  @Test
  void whatAScriptLeftBehind_seesTheEnginesGlobals() throws Exception {
    engine.put("x", "own");
    engine.eval(
        "package.preload.m = function() return {env = _ENV, get = function() return x end} end");
    assertThat(engine.eval("m = require 'm' return m.get()")).isEqualTo("own");
    Map<?, ?> module = (Map<?, ?>) engine.get("m");
    Bindings other = bindings("other");
    other.put("m", module);
    assertThat(engine.eval("return x", other)).isEqualTo("other");
    assertThat(((LuaCallable) module.get("get")).call()).isEqualTo("own");
    assertThat(((Map<?, ?>) module.get("env")).get("x")).isEqualTo("own");
  }

  private static Bindings bindings(Object x) {
    Bindings bindings = new SimpleBindings();
    bindings.put("x", x);
    return bindings;
  }

  private static LuaScriptEngine withModule(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("m.lua"),
        "global = 'set' local m = {} function m.of() return v end return m");
    return LuaScriptEngine.builder().setting("lua.path", folder + "/?.lua").build();
  }

  @Test
  void modules_setGlobalsInTheBindingsThatRequiredThemFirst(@TempDir Path folder) throws Exception {
    LuaScriptEngine engine = withModule(folder);
    CompiledScript script = engine.compile("local m = require 'm' return global, m.of()");
    assertThat(script.eval(withV(engine, 1))).isEqualTo(new Object[] {"set", 1});
    assertThat(script.eval(withV(engine, 2))).isEqualTo(new Object[] {null, 2});
    assertThat(engine.eval("package.loaded.m = nil")).isNull();
    assertThat(script.eval(withV(engine, 3))).isEqualTo(new Object[] {"set", 3});
  }

  @Test
  void modules_setGlobalsForAllInTheGlobalScope(@TempDir Path folder) throws Exception {
    LuaScriptEngine engine = withModule(folder);
    Bindings shared = engine.createBindings();
    engine.setBindings(shared, ScriptContext.GLOBAL_SCOPE);
    engine.eval("require 'm'", shared);
    CompiledScript script = engine.compile("local m = require 'm' return global, m.of()");
    assertThat(script.eval(withV(engine, 1))).isEqualTo(new Object[] {"set", 1});
    assertThat(script.eval(withV(engine, 2))).isEqualTo(new Object[] {"set", 2});
  }

  private static Bindings withV(LuaScriptEngine engine, int value) {
    Bindings bindings = engine.createBindings();
    bindings.put("v", value);
    return bindings;
  }
}
