package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;

class InvocableTest {

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  @Test
  void i1_functionIsCalled() throws Exception {
    engine.eval("function add(a, b) return a + b end");
    assertThat(engine.invokeFunction("add", 1, 2)).isEqualTo(3);
    assertThat(engine.invokeFunction("add", 1.5, 2L)).isEqualTo(3.5);
  }

  @Test
  void i2_nullNameIsRefused() throws Exception {
    assertThatThrownBy(() -> engine.invokeFunction(null)).isInstanceOf(NullPointerException.class);
    Object table = engine.eval("return {}");
    assertThatThrownBy(() -> engine.invokeMethod(table, null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void i3_missingFunction() throws Exception {
    engine.eval("value = 1");
    assertThatThrownBy(() -> engine.invokeFunction("missing"))
        .isInstanceOf(NoSuchMethodException.class);
    assertThatThrownBy(() -> engine.invokeFunction("value"))
        .isInstanceOf(NoSuchMethodException.class);
    assertThatThrownBy(() -> engine.invokeFunction("")).isInstanceOf(NoSuchMethodException.class);
    Object table = engine.eval("return {value = 1}");
    assertThatThrownBy(() -> engine.invokeMethod(table, "value"))
        .isInstanceOf(NoSuchMethodException.class);
  }

  @Test
  void i4_nullArgumentsAreNone() throws Exception {
    engine.eval("function count(...) return select('#', ...) end");
    assertThat(engine.invokeFunction("count", (Object[]) null)).isEqualTo(0);
    assertThat(engine.invokeFunction("count")).isEqualTo(0);
  }

  @Test
  void i5_nullArgumentIsNil() throws Exception {
    engine.eval("function count(...) return select('#', ...), (...) == nil end");
    assertThat(engine.invokeFunction("count", (Object) null)).isEqualTo(new Object[] {1, true});
    assertThat(engine.invokeFunction("count", null, null, null)).isEqualTo(new Object[] {3, true});
  }

  @Test
  void i6_resultsAreJavas() throws Exception {
    engine.eval("function f(...) return ... end");
    assertThat(engine.invokeFunction("f")).isNull();
    assertThat(engine.invokeFunction("f", "ä€😀")).isEqualTo("ä€😀");
    assertThat(engine.invokeFunction("f", 1, null, 3)).isEqualTo(new Object[] {1, null, 3});
  }

  @Test
  void i6_callableTable() throws Exception {
    engine.eval("f = setmetatable({}, {__call = function(_, a) return a * 2 end})");
    assertThat(engine.invokeFunction("f", 4)).isEqualTo(8);
  }

  @Test
  void i6_errorIsAScriptException() throws Exception {
    engine.eval("function f() error{code = 5} end");
    assertThatThrownBy(() -> engine.invokeFunction("f")).isInstanceOf(LuaScriptException.class);
    IOException thrown = new IOException("host");
    Callable<Object> host =
        () -> {
          throw thrown;
        };
    engine.put("host", host);
    engine.eval("function g() host:call() end");
    assertThatThrownBy(() -> engine.invokeFunction("g"))
        .isInstanceOf(ScriptException.class)
        .hasCause(thrown);
  }

  @Test
  void i7_functionOfTheCurrentContext() throws Exception {
    engine.eval("function f() return 'first' end");
    engine.setContext(new SimpleScriptContext());
    assertThatThrownBy(() -> engine.invokeFunction("f")).isInstanceOf(NoSuchMethodException.class);
    engine.eval("function f() return 'second' end");
    assertThat(engine.invokeFunction("f")).isEqualTo("second");
  }

  @Test
  void i8_functionSeesGlobalScope() throws Exception {
    SimpleBindings global = new SimpleBindings();
    global.put("g", 1);
    engine.setBindings(global, ScriptContext.GLOBAL_SCOPE);
    engine.eval("function f() return g end");
    assertThat(engine.invokeFunction("f")).isEqualTo(1);
    global.put("g", 2);
    assertThat(engine.invokeFunction("f")).isEqualTo(2);
  }

  @Test
  void i9_functionWritesToTheCurrentWriter() throws Exception {
    engine.eval("function say(what) print(what) end");
    for (int i = 0; i < 2; i++) {
      StringWriter out = new StringWriter();
      engine.getContext().setWriter(out);
      engine.invokeFunction("say", i);
      assertThat(out).hasToString(i + "\n");
    }
  }

  // ---- methods

  @Test
  void i10_methodGetsItsObject() throws Exception {
    Object account =
        engine.eval(
            "local a = {balance = 10}"
                + " function a:add(n) self.balance = self.balance + n return self.balance end"
                + " return a");
    assertThat(engine.invokeMethod(account, "add", 5)).isEqualTo(15);
    assertThat(engine.invokeMethod(account, "add", 5)).isEqualTo(20);
  }

  @Test
  void i10_inheritedMethod() throws Exception {
    Object object =
        engine.eval(
            "local Class = {} Class.__index = Class"
                + " function Class:name() return self.n end"
                + " return setmetatable({n = 'me'}, Class)");
    assertThat(engine.invokeMethod(object, "name")).isEqualTo("me");
  }

  @Test
  void i11_nullObjectIsRefused() {
    assertThatThrownBy(() -> engine.invokeMethod(null, "f"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void i12_foreignObjectIsRefused() {
    for (Object foreign : new Object[] {new Object(), "text", 1, new java.util.HashMap<>()}) {
      assertThatThrownBy(() -> engine.invokeMethod(foreign, "toString"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void i13_methodStillWorksAfterSetContext() throws Exception {
    Object object = engine.eval("x = 1 return {get = function() return x end}");
    engine.setContext(new SimpleScriptContext());
    assertThat(engine.invokeMethod(object, "get")).isEqualTo(1);
  }

  @Test
  void i14_objectOfAnotherEngineIsRefused() throws Exception {
    try (LuaScriptEngine other = LuaScriptEngine.builder().build()) {
      Object theirs = other.eval("return {f = function() return 1 end}");
      assertThatThrownBy(() -> engine.invokeMethod(theirs, "f"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
