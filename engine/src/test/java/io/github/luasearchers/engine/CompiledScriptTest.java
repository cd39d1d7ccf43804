package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import javax.script.Bindings;
import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;

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
}
