package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;

class BindingsTest {

  private final ScriptEngineManager manager = new ScriptEngineManager();
  private final ScriptEngine engine = manager.getEngineByName("lua");

  private Bindings engineScope() {
    return engine.getBindings(ScriptContext.ENGINE_SCOPE);
  }

  // ---- names

  @Test
  @SuppressWarnings("CollectionIncompatibleType")
  void b2_wrongNamesAreRefused() throws Exception {
    Bindings used = engine.createBindings();
    engine.eval("x = 1", used);
    engine.eval("x = 1");
    for (Bindings bindings : List.of(engineScope(), engine.createBindings(), used)) {
      assertThatThrownBy(() -> bindings.put(null, 1)).isInstanceOf(NullPointerException.class);
      assertThatThrownBy(() -> bindings.put("", 1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> bindings.get(null)).isInstanceOf(NullPointerException.class);
      assertThatThrownBy(() -> bindings.get("")).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> bindings.get(1)).isInstanceOf(ClassCastException.class);
      assertThatThrownBy(() -> bindings.containsKey(null)).isInstanceOf(NullPointerException.class);
      assertThatThrownBy(() -> bindings.containsKey(""))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> bindings.containsKey(1)).isInstanceOf(ClassCastException.class);
      assertThatThrownBy(() -> bindings.remove(null)).isInstanceOf(NullPointerException.class);
      assertThatThrownBy(() -> bindings.remove("")).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> bindings.remove(1)).isInstanceOf(ClassCastException.class);
      assertThatThrownBy(() -> bindings.putAll(null)).isInstanceOf(NullPointerException.class);
      Map<String, Object> nameless = new HashMap<>();
      nameless.put("", 1);
      assertThatThrownBy(() -> bindings.putAll(nameless))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void b3_engineRefusesWrongNames() {
    assertThatThrownBy(() -> engine.put(null, 1)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> engine.put("", 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.get(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> engine.get("")).isInstanceOf(IllegalArgumentException.class);
  }

  // ---- a live view

  @Test
  void b4_viewIsLiveInBothDirections() throws Exception {
    engine.put("a", 1);
    engine.eval("b = a + 1");
    assertThat(engine.get("b")).isEqualTo(2);
    assertThat(engineScope()).containsEntry("a", 1).containsEntry("b", 2).hasSize(2);
    engineScope().put("b", 10);
    assertThat(engine.eval("return a + b")).isEqualTo(11);
    engineScope().remove("a");
    assertThat(engine.eval("return a")).isNull();
    engine.eval("b = nil");
    assertThat(engineScope()).isEmpty();
  }

  @Test
  void b4_entriesWriteThrough() throws Exception {
    engine.eval("x = 1 y = 2");
    for (Map.Entry<String, Object> entry : engineScope().entrySet()) {
      entry.setValue(10);
    }
    assertThat(engine.eval("return x + y")).isEqualTo(20);
    engineScope().keySet().remove("x");
    assertThat(engine.eval("return x")).isNull();
    engineScope().clear();
    assertThat(engine.eval("return y")).isNull();
    assertThat(engine.eval("return print ~= nil")).isEqualTo(true);
  }

  @Test
  void b4_libraryIsNotAmongThem() throws Exception {
    engine.eval("x = 1");
    assertThat(engineScope()).containsOnlyKeys("x");
    assertThat(engine.get("print")).isNull();
    assertThat(engineScope().containsKey("string")).isFalse();
  }

  @Test
  void b4_libraryCanBeReplacedAndComesBack() throws Exception {
    engine.eval("print = 'mine'");
    assertThat(engine.get("print")).isEqualTo("mine");
    engineScope().remove("print");
    assertThat(engine.eval("return type(print)")).isEqualTo("function");
  }

  @Test
  void b4_whatWasPutComesBackEqual() throws Exception {
    Object[] values = {
      1, 2L, 1L << 60, (short) 3, (byte) 4, 1.5f, 2.0, 'c', "s", true, List.of(1), Map.of("a", 1)
    };
    engine.eval("x = 1");
    for (Object value : values) {
      engine.put("v", value);
      assertThat(engine.get("v")).isEqualTo(value);
      engine.eval("w = v");
      assertThat(engine.get("v")).isEqualTo(value);
    }
  }

  @Test
  void b4_scriptSeesAllOfItsGlobals() throws Exception {
    engine.put("host", 1);
    engine.eval("mine = 2");
    String script =
        "local seen = {} for k in pairs(_G) do seen[k] = true end"
            + " return seen.host and seen.mine and seen.print and seen._G,"
            + " rawget(_G, 'host'), rawget(_G, 'mine'), _G._G == _G";
    assertThat(engine.eval(script)).isEqualTo(new Object[] {true, 1, 2, true});
  }

  @Test
  void b5_nullIsBound() throws Exception {
    engine.put("n", null);
    assertThat(engineScope().containsKey("n")).isTrue();
    assertThat(engine.eval("return n == nil")).isEqualTo(true);
    assertThat(engineScope().containsKey("n")).isTrue();
    assertThat(engineScope().get("n")).isNull();
    engine.put("n", null);
    assertThat(engineScope()).containsEntry("n", null);
  }

  // ---- GLOBAL_SCOPE

  @Test
  void b6_nullInEngineScopeHidesGlobal() throws Exception {
    manager.put("g", 1);
    engine.put("g", null);
    assertThat(engine.eval("return g")).isNull();
    Bindings foreign = new SimpleBindings();
    foreign.put("g", null);
    assertThat(engine.eval("return g", foreign)).isNull();
    engineScope().remove("g");
    assertThat(engine.eval("return g")).isEqualTo(1);
  }

  @Test
  void b6_scriptsNilHidesGlobal() throws Exception {
    manager.put("g", 1);
    engine.eval("g = nil");
    assertThat(engine.eval("return g")).isNull();
    Bindings foreign = new SimpleBindings();
    engine.eval("g = nil", foreign);
    assertThat(engine.eval("return g", foreign)).isNull();
  }

  @Test
  void b7_globalIsSeen() throws Exception {
    manager.put("g", "global");
    assertThat(engine.eval("return g")).isEqualTo("global");
    engine.put("g", "engine");
    assertThat(engine.eval("return g")).isEqualTo("engine");
  }

  @Test
  void b7_globalComesBeforeTheLibrary() throws Exception {
    manager.put("print", "global");
    assertThat(engine.eval("return print")).isEqualTo("global");
    assertThat(engine.eval("return print", new SimpleBindings())).isEqualTo("global");
    engine.put("print", "engine");
    assertThat(engine.eval("return print")).isEqualTo("engine");
  }

  @Test
  void b8_assignmentWritesEngineScope() throws Exception {
    manager.put("g", 1);
    engine.eval("g = g + 1");
    assertThat(manager.get("g")).isEqualTo(1);
    assertThat(engine.get("g")).isEqualTo(2);
  }

  @Test
  void b9_globalThatIsPutLaterIsSeen() throws Exception {
    assertThat(engine.eval("return later")).isNull();
    manager.put("later", 5);
    assertThat(engine.eval("return later")).isEqualTo(5);
    manager.getBindings().remove("later");
    assertThat(engine.eval("return later")).isNull();
  }

  @Test
  void b9_sameBindingsAsEngineAndGlobal() throws Exception {
    Bindings both = new SimpleBindings();
    both.put("x", 1);
    engine.setBindings(both, ScriptContext.ENGINE_SCOPE);
    engine.setBindings(both, ScriptContext.GLOBAL_SCOPE);
    engine.eval("y = x + 1 x = nil");
    assertThat(both).containsOnlyKeys("y");
    Bindings own = engine.createBindings();
    engine.setBindings(own, ScriptContext.ENGINE_SCOPE);
    engine.setBindings(own, ScriptContext.GLOBAL_SCOPE);
    assertThat(engine.eval("z = 1 return z, undefined, print ~= nil"))
        .isEqualTo(new Object[] {1, null, true});
  }

  // ---- setBindings, createBindings

  @Test
  void b10_setBindingsKeepsTheObject() throws Exception {
    Bindings mine = new SimpleBindings();
    engine.setBindings(mine, ScriptContext.ENGINE_SCOPE);
    assertThat(engineScope()).isSameAs(mine);
    engine.eval("x = 1");
    assertThat(mine).containsEntry("x", 1);
  }

  @Test
  void b11_nullAndUnknownScopes() throws Exception {
    assertThatThrownBy(() -> engine.setBindings(null, ScriptContext.ENGINE_SCOPE))
        .isInstanceOf(NullPointerException.class);
    engine.setBindings(null, ScriptContext.GLOBAL_SCOPE);
    assertThat(engine.eval("return nothing")).isNull();
  }

  @Test
  void b12_unknownScopeIsRefused() {
    assertThatThrownBy(() -> engine.getBindings(7)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.setBindings(new SimpleBindings(), 7))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void b13_createBindingsIsFresh() throws Exception {
    engine.eval("x = 1");
    Bindings one = engine.createBindings();
    Bindings two = engine.createBindings();
    assertThat(one).isEmpty();
    assertThat(one).isNotSameAs(two);
    engine.eval("y = 1", one);
    assertThat(one).containsOnlyKeys("y");
    assertThat(two).isEmpty();
  }

  // ---- eval with bindings

  @Test
  void b14_evalWithBindingsReadsOnlyThem() throws Exception {
    engine.put("x", "engine");
    for (Bindings bindings : List.of(new SimpleBindings(), engine.createBindings())) {
      assertThat(engine.eval("return x", bindings)).isNull();
      bindings.put("x", "own");
      assertThat(engine.eval("return x", bindings)).isEqualTo("own");
    }
  }

  @Test
  void b15_evalWithBindingsWritesOnlyThem() throws Exception {
    for (Bindings bindings : List.of(new SimpleBindings(), engine.createBindings())) {
      engine.eval("fresh = 1", bindings);
      assertThat(bindings).containsOnlyKeys("fresh");
      assertThat(engine.get("fresh")).isNull();
    }
  }

  @Test
  void b16_globalAndLibraryAreThereWithAnyBindings() throws Exception {
    manager.put("g", 4);
    for (Bindings bindings : List.of(new SimpleBindings(), engine.createBindings())) {
      assertThat(engine.eval("return g + math.floor(1.5)", bindings)).isEqualTo(5);
    }
  }

  @Test
  void b17_writerIsThereWithAnyBindings() throws Exception {
    StringWriter out = new StringWriter();
    engine.getContext().setWriter(out);
    engine.eval("print('one')", new SimpleBindings());
    engine.eval("print('two')", engine.createBindings());
    assertThat(out).hasToString("one\ntwo\n");
  }

  @Test
  void b18_callersMapGetsNoDroppings() throws Exception {
    Map<String, Object> map = new HashMap<>();
    map.put("x", 1);
    engine.eval(
        "local t = {} _G[1] = 'one' setmetatable(_G, {__index = function() end})"
            + " y = x z = 1 z = nil print() for _ in pairs(_G) do end require 'string'",
        new SimpleBindings(map));
    assertThat(map).containsOnlyKeys("x", "y");
  }

  @Test
  void b19_functionLivesWithItsBindings() throws Exception {
    for (Bindings bindings : List.of(new SimpleBindings(), engine.createBindings())) {
      engine.eval("n = 0 function count() n = n + 1 return n end", bindings);
      engine.eval("n = 100");
      Object count = bindings.get("count");
      Bindings other = new SimpleBindings();
      other.put("count", count);
      assertThat(engine.eval("return count()", other)).isEqualTo(1);
      assertThat(engine.eval("return count()", other)).isEqualTo(2);
      assertThat(bindings).containsEntry("n", 2);
      assertThat(other).containsOnlyKeys("count");
    }
  }

  @Test
  void b19_sameBindingsFindTheSameTable() throws Exception {
    Bindings mine = new SimpleBindings();
    engine.eval("_G[1] = 'one' setmetatable(_G, {__index = function(_, k) return k end})", mine);
    engine.eval("return 1", new SimpleBindings());
    assertThat(engine.eval("return _G[1], missing", mine))
        .isEqualTo(new Object[] {"one", "missing"});
  }

  @Test
  void b20_immutableMapCanBeRead() throws Exception {
    Bindings fixed = new SimpleBindings(Map.of("x", 20));
    assertThat(engine.eval("local y = x + 1 return y", fixed)).isEqualTo(21);
    assertThatThrownBy(() -> engine.eval("y = 1", fixed))
        .isInstanceOf(ScriptException.class)
        .hasCauseInstanceOf(UnsupportedOperationException.class);
    assertThat(engine.eval("return (pcall(function() y = 1 end))", fixed)).isEqualTo(false);
  }

  @Test
  void b21_oddNamesAreHarmless() throws Exception {
    for (Bindings bindings : List.of(new SimpleBindings(), engine.createBindings())) {
      for (String name : List.of("a b", "a.b", "end", "_ENV", "ä€😀", "\0", "1", "__index")) {
        bindings.put(name, 5);
      }
      assertThat(engine.eval("return _G['a b'] + _G['ä€😀'] + _G['end'] + _G['1']", bindings))
          .isEqualTo(20);
      engine.eval("_G['c.d'] = 1 _G['\\xff'] = 2 _G[''] = 3", bindings);
      assertThat(bindings).containsEntry("c.d", 1);
      assertThat(engine.eval("return _G['\\xff'] + _G['']", bindings)).isEqualTo(5);
      assertThat(bindings).containsEntry("\uDCFF", 2);
      assertThat(new ArrayList<>(bindings.keySet())).hasSize(10);
    }
  }

  @Test
  void b22_bytesThatAreNoTextStayWhole() throws Exception {
    for (Bindings bindings : List.of(new SimpleBindings(), engine.createBindings())) {
      engine.eval("raw = '\\xff\\xfe'", bindings);
      assertThat(engine.eval("return #raw, raw == '\\xff\\xfe'", bindings))
          .isEqualTo(new Object[] {2, true});
    }
  }

  // ---- computed bindings

  /** Bindings that compute what they hold, as those of process engines do. */
  private static class Computed extends HashMap<String, Object> implements Bindings {

    private static final long serialVersionUID = 1;

    @Override
    public boolean containsKey(Object key) {
      return key.equals("execution") || super.containsKey(key);
    }

    @Override
    public Object get(Object key) {
      return key.equals("execution") ? "computed" : super.get(key);
    }

    @Override
    public java.util.Set<Map.Entry<String, Object>> entrySet() {
      throw new AssertionError("somebody goes through the bindings");
    }

    @Override
    public java.util.Set<String> keySet() {
      throw new AssertionError("somebody goes through the bindings");
    }
  }

  @Test
  void b23_computedBindingsAreAskedNotCopied() throws Exception {
    Bindings computed = new Computed();
    assertThat(engine.eval("x = execution return x, unknown", computed))
        .isEqualTo(new Object[] {"computed", null});
    assertThat(computed.get("x")).isEqualTo("computed");
    CompiledScript compiled = ((Compilable) engine).compile("return execution");
    assertThat(compiled.eval(computed)).isEqualTo("computed");
    engine.setBindings(computed, ScriptContext.GLOBAL_SCOPE);
    assertThat(engine.eval("return execution")).isEqualTo("computed");
  }

  @Test
  void b24_bindingsThatFailAreTheCause() {
    IllegalStateException failure = new IllegalStateException("no such process");
    Bindings failing =
        new SimpleBindings() {
          @Override
          public Object get(Object key) {
            throw failure;
          }

          @Override
          public boolean containsKey(Object key) {
            return key.equals("x");
          }
        };
    assertThatThrownBy(() -> engine.eval("return x", failing))
        .isInstanceOf(ScriptException.class)
        .hasCause(failure);
  }

  @Test
  void b25_copyOfTheEnginesBindings() throws Exception {
    engine.eval("x = 1 function f() return x end");
    Bindings copy = engine.createBindings();
    copy.putAll(engineScope());
    copy.put("event", "click");
    assertThat(copy).containsOnlyKeys("x", "f", "event");
    engine.eval("x = 2", copy);
    assertThat(engine.eval("return f(), x", copy)).isEqualTo(new Object[] {1, 2});
  }

  @Test
  void b26_bindingsOfAnotherEngine() throws Exception {
    ScriptEngine other = manager.getEngineByName("lua");
    other.eval("x = 3");
    Bindings theirs = other.getBindings(ScriptContext.ENGINE_SCOPE);
    engine.eval("y = x + 1", theirs);
    assertThat(other.eval("return y")).isEqualTo(4);
  }

  // ---- metatables of the globals

  @Test
  void metatable_strictGlobals() throws Exception {
    String strict =
        "setmetatable(_G, {"
            + "__newindex = function(t, k, v) if v == 'no' then error('undeclared ' .. k) end"
            + " rawset(t, k, v) end,"
            + "__index = function(_, k) error('undeclared ' .. k, 2) end})";
    for (Bindings bindings : List.of(new SimpleBindings(), engine.createBindings())) {
      bindings.put("host", 1);
      manager.put("g", 2);
      engine.eval(strict, bindings);
      assertThat(engine.eval("a = 3 return host + g + a", bindings)).isEqualTo(6);
      assertThatThrownBy(() -> engine.eval("return b", bindings))
          .hasMessageContaining("undeclared b");
      assertThatThrownBy(() -> engine.eval("c = 'no'", bindings))
          .hasMessageContaining("undeclared c");
      assertThat(bindings).containsOnlyKeys("host", "a");
    }
  }

  @Test
  void foreign_scriptGoesThroughItsGlobals() throws Exception {
    Bindings mine = new SimpleBindings();
    mine.put("host", 1);
    mine.put(ScriptEngine.FILENAME, "x.lua");
    String script =
        "_G[7] = 'seven' mine = 2 local n, seen = 0, {}"
            + " for k, v in pairs(_G) do seen[k] = v n = n + 1 end"
            + " return seen.host, seen.mine, seen[7], seen.print == print,"
            + " seen['javax.script.filename'], rawget(_G, 'host')";
    assertThat(engine.eval(script, mine)).isEqualTo(new Object[] {1, 2, "seven", true, null, 1});
    assertThat(engine.eval("for k in pairs(_G) do if k == 'host' then _G[k] = nil end end", mine))
        .isNull();
    assertThat(mine).doesNotContainKey("host");
  }

  @Test
  void modules_seeTheGlobalsOfWhoeverCalls() throws Exception {
    engine.eval("package.preload.m = load('local m = {} function m.get() return v end return m')");
    Bindings one = new SimpleBindings(new HashMap<>(Map.of("v", 1)));
    Bindings two = engine.createBindings();
    two.put("v", 2);
    assertThat(engine.eval("return load('return v')()", one)).isEqualTo(1);
    assertThat(engine.eval("return load('return v')()", two)).isEqualTo(2);
  }
}
