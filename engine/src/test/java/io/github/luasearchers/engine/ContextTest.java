package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;

class ContextTest {

  private static final int REQUEST = 50;
  private static final int APPLICATION = 300;

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  /** A context with a scope before and one behind the two of the standard. */
  private static final class Scoped extends SimpleScriptContext {

    private final Map<Integer, Bindings> extra = new TreeMap<>();

    Scoped() {
      extra.put(REQUEST, new SimpleBindings());
      extra.put(APPLICATION, new SimpleBindings());
    }

    @Override
    public List<Integer> getScopes() {
      return List.of(REQUEST, ENGINE_SCOPE, GLOBAL_SCOPE, APPLICATION);
    }

    @Override
    public Bindings getBindings(int scope) {
      return extra.containsKey(scope) ? extra.get(scope) : super.getBindings(scope);
    }

    @Override
    public void setBindings(Bindings bindings, int scope) {
      if (extra.containsKey(scope)) {
        extra.put(scope, bindings);
      } else {
        super.setBindings(bindings, scope);
      }
    }
  }

  @Test
  void x1_foreignContext() throws Exception {
    ScriptContext context = new SimpleScriptContext();
    StringWriter out = new StringWriter();
    context.setWriter(out);
    context.setAttribute("x", 1, ScriptContext.ENGINE_SCOPE);
    assertThat(engine.eval("y = x + 1 print(y) return y", context)).isEqualTo(2);
    assertThat(context.getAttribute("y")).isEqualTo(2);
    assertThat(out).hasToString("2\n");
    assertThat(engine.get("y")).isNull();
  }

  @Test
  void x1_mockedContext() throws Exception {
    ScriptContext context = mock(ScriptContext.class);
    Bindings bindings = new SimpleBindings();
    StringWriter out = new StringWriter();
    bindings.put("x", 1);
    when(context.getBindings(ScriptContext.ENGINE_SCOPE)).thenReturn(bindings);
    when(context.getWriter()).thenReturn(out);
    assertThat(engine.eval("print(x) io.stderr:write('x') return x, io.read(), z", context))
        .isEqualTo(new Object[] {1, null, null});
    assertThat(out).hasToString("1\n");
  }

  @Test
  void x1_contextWithNothing() throws Exception {
    assertThat(engine.eval("x = 1 print(x) return x", mock(ScriptContext.class))).isEqualTo(1);
  }

  @Test
  void x2_globalMayBeNull() throws Exception {
    ScriptContext context = new SimpleScriptContext();
    context.setBindings(null, ScriptContext.GLOBAL_SCOPE);
    assertThat(engine.eval("return missing, 1", context)).isEqualTo(new Object[] {null, 1});
  }

  @Test
  void x3_extraScopesAreSeen() throws Exception {
    Scoped context = new Scoped();
    context.getBindings(APPLICATION).put("app", "application");
    context.getBindings(REQUEST).put("req", "request");
    assertThat(engine.eval("return app, req", context))
        .isEqualTo(new Object[] {"application", "request"});
  }

  @Test
  void x4_lowestScopeWins() throws Exception {
    Scoped context = new Scoped();
    context.setBindings(new SimpleBindings(), ScriptContext.GLOBAL_SCOPE);
    for (Bindings engineScope : List.of(new SimpleBindings(), engine.createBindings())) {
      context.setBindings(engineScope, ScriptContext.ENGINE_SCOPE);
      for (int scope : List.of(APPLICATION, ScriptContext.GLOBAL_SCOPE, 100, REQUEST)) {
        context.getBindings(scope).put("v", scope);
        assertThat(engine.eval("return v", context)).isEqualTo(scope);
      }
      context.getBindings(REQUEST).clear();
      engine.eval("v = 'assigned'", context);
      assertThat(engineScope).containsEntry("v", "assigned");
      context.getBindings(REQUEST).put("print", "shadowed");
      assertThat(engine.eval("return print", context)).isEqualTo("shadowed");
      for (int scope : List.of(REQUEST, ScriptContext.GLOBAL_SCOPE, APPLICATION)) {
        context.getBindings(scope).clear();
      }
    }
  }

  @Test
  void x5_engineKnowsTheExtraScopes() throws Exception {
    engine.setContext(new Scoped());
    Bindings mine = new SimpleBindings();
    mine.put("x", 3);
    engine.setBindings(mine, REQUEST);
    assertThat(engine.getBindings(REQUEST)).isSameAs(mine);
    assertThat(engine.getBindings(APPLICATION)).isEmpty();
    assertThat(engine.eval("return x")).isEqualTo(3);
    assertThat(engine.eval("return x", new SimpleBindings())).isEqualTo(3);
  }

  @Test
  void x6_setContext() throws Exception {
    assertThatThrownBy(() -> engine.setContext(null)).isInstanceOf(NullPointerException.class);
    ScriptContext context = new SimpleScriptContext();
    engine.put("x", "first");
    engine.eval("x = x");
    engine.setContext(context);
    assertThat(engine.getContext()).isSameAs(context);
    assertThat(engine.eval("return x")).isNull();
    engine.put("x", "second");
    assertThat(engine.eval("return x")).isEqualTo("second");
    assertThat(context.getAttribute("x")).isEqualTo("second");
    assertThat(engine.get("x")).isEqualTo("second");
  }

  @Test
  void x7_attributesOfTheEnginesContext() {
    ScriptContext context = engine.getContext();
    Bindings global = new SimpleBindings();
    context.setAttribute("lost", 1, ScriptContext.GLOBAL_SCOPE);
    context.setBindings(global, ScriptContext.GLOBAL_SCOPE);
    context.setAttribute("a", 1, ScriptContext.GLOBAL_SCOPE);
    assertThat(context.getAttribute("a")).isEqualTo(1);
    assertThat(context.getAttributesScope("a")).isEqualTo(ScriptContext.GLOBAL_SCOPE);
    context.setAttribute("a", 2, ScriptContext.ENGINE_SCOPE);
    assertThat(context.getAttribute("a")).isEqualTo(2);
    assertThat(context.getAttributesScope("a")).isEqualTo(ScriptContext.ENGINE_SCOPE);
    assertThat(context.getAttribute("a", ScriptContext.GLOBAL_SCOPE)).isEqualTo(1);
    assertThat(context.removeAttribute("a", ScriptContext.ENGINE_SCOPE)).isEqualTo(2);
    assertThat(context.removeAttribute("a", ScriptContext.GLOBAL_SCOPE)).isEqualTo(1);
    assertThat(context.getAttribute("a")).isNull();
    assertThat(context.getAttributesScope("a")).isEqualTo(-1);
    assertThat(context.getScopes())
        .containsExactly(ScriptContext.ENGINE_SCOPE, ScriptContext.GLOBAL_SCOPE);
  }

  @Test
  void x8_wrongAttributesAreRefused() {
    ScriptContext context = engine.getContext();
    assertThatThrownBy(() -> context.getAttribute(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> context.getAttribute("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.getAttribute(null, 100))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> context.getAttribute("", 100))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.getAttribute("a", 7))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.setAttribute(null, 1, 100))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> context.setAttribute("", 1, 100))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.setAttribute("a", 1, 7))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.removeAttribute(null, 100))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> context.removeAttribute("", 100))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.removeAttribute("a", 7))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.getAttributesScope(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> context.getAttributesScope(""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void x9_readersAndWritersAreWhatWasSet() {
    ScriptContext context = engine.getContext();
    assertThat(context.getReader()).isSameAs(context.getReader());
    assertThat(context.getWriter()).isSameAs(context.getWriter());
    assertThat(context.getErrorWriter()).isSameAs(context.getErrorWriter());
    Writer out = new StringWriter();
    Writer err = new StringWriter();
    Reader in = new StringReader("");
    context.setWriter(out);
    context.setErrorWriter(err);
    context.setReader(in);
    assertThat(context.getWriter()).isSameAs(out);
    assertThat(context.getErrorWriter()).isSameAs(err);
    assertThat(context.getReader()).isSameAs(in);
  }

  @Test
  void x10_nestedEvaluationGivesTheOuterOneBack() throws Exception {
    StringWriter outer = new StringWriter();
    StringWriter inner = new StringWriter();
    ScriptContext nested = new SimpleScriptContext();
    nested.setWriter(inner);
    nested.setAttribute("who", "inner", ScriptContext.ENGINE_SCOPE);
    engine.getContext().setWriter(outer);
    engine.put("who", "outer");
    Callable<Object> call = () -> engine.eval("print(load('return who')()) v = 1", nested);
    engine.put("nest", call);
    engine.eval("print(load('return who')()) nest:call() print(load('return who')()) w = 2");
    assertThat(outer).hasToString("outer\nouter\n");
    assertThat(inner).hasToString("inner\n");
    assertThat(engine.get("v")).isNull();
    assertThat(nested.getAttribute("v")).isEqualTo(1);
    assertThat(engine.get("w")).isEqualTo(2);
  }

  @Test
  void x11_contextThatChangesWhileAScriptRuns() throws Exception {
    ScriptContext context = engine.getContext();
    Bindings global = new SimpleBindings(new HashMap<>(Map.of("g", 1)));
    StringWriter second = new StringWriter();
    Runnable change =
        () -> {
          context.setBindings(global, ScriptContext.GLOBAL_SCOPE);
          context.setWriter(second);
        };
    engine.put("change", change);
    assertThat(engine.eval("change:run() print(g) return g")).isEqualTo(1);
    assertThat(second).hasToString("1\n");
  }

  @Test
  void x12_contextThatFailsIsTheCause() {
    IllegalStateException failure = new IllegalStateException("gone");
    ScriptContext context = mock(ScriptContext.class);
    when(context.getBindings(ScriptContext.ENGINE_SCOPE)).thenReturn(new SimpleBindings());
    when(context.getScopes()).thenThrow(failure);
    assertThatThrownBy(() -> engine.eval("return 1", context)).hasRootCause(failure);
  }

  @Test
  void x13_functionThatJavaKeptFindsTheEnginesContext() throws Exception {
    StringWriter out = new StringWriter();
    engine.getContext().setWriter(out);
    engine.put("who", "engine");
    Runnable kept =
        ((javax.script.Invocable) engine)
            .getInterface(
                engine.eval("return {run = function() print(load('return who')()) end}"),
                Runnable.class);
    engine.eval("return 1", new SimpleScriptContext());
    kept.run();
    assertThat(out).hasToString("engine\n");
    engine.put(ScriptEngine.FILENAME, null);
  }
}
