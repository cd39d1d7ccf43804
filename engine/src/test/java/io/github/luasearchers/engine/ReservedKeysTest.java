package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;

class ReservedKeysTest {

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  @Test
  void k1_argumentsAreTheChunks() throws Exception {
    engine.put(ScriptEngine.ARGV, new String[] {"a", "b"});
    assertThat(engine.eval("return select('#', ...), ...")).isEqualTo(new Object[] {2, "a", "b"});
    engine.put(ScriptEngine.ARGV, List.of(1, 2, 3));
    assertThat(engine.eval("return ...")).isEqualTo(new Object[] {1, 2, 3});
    engine.put(ScriptEngine.ARGV, null);
    assertThat(engine.eval("return select('#', ...)")).isEqualTo(0);
    Bindings bindings = new SimpleBindings();
    bindings.put(ScriptEngine.ARGV, new Object[] {7});
    assertThat(engine.eval("return ...", bindings)).isEqualTo(7);
    assertThat(engine.compile("return ...").eval(bindings)).isEqualTo(7);
  }

  @Test
  void k2_engineTellsWhatWasPut() throws Exception {
    engine.put(ScriptEngine.FILENAME, "x.lua");
    assertThat(engine.get(ScriptEngine.FILENAME)).isEqualTo("x.lua");
    engine.eval("x = 1");
    assertThat(engine.get(ScriptEngine.FILENAME)).isEqualTo("x.lua");
    assertThat(engine.get(ScriptEngine.ENGINE)).isEqualTo("LuaSearchers");
    assertThat(engine.get(ScriptEngine.LANGUAGE)).isEqualTo("lua");
  }

  @Test
  void k2_fileNameAndItsAbsenceAreAsJrunscriptWants() throws Exception {
    String before = (String) engine.get(ScriptEngine.FILENAME);
    assertThat(before).isNull();
    engine.put(ScriptEngine.FILENAME, "<string>");
    engine.eval("x = 1");
    engine.put(ScriptEngine.FILENAME, before);
    assertThat(engine.eval("return x")).isEqualTo(1);
  }

  @Test
  void k3_newEngineScopeIsEmpty() throws Exception {
    assertThat(engine.getBindings(ScriptContext.ENGINE_SCOPE)).isEmpty();
    engine.eval("return 1");
    assertThat(engine.getBindings(ScriptContext.ENGINE_SCOPE)).isEmpty();
  }

  @Test
  void k3_reservedKeysAreNoGlobals() throws Exception {
    SimpleBindings global = new SimpleBindings();
    global.put(ScriptEngine.ENGINE, "e");
    engine.setBindings(global, ScriptContext.GLOBAL_SCOPE);
    for (Bindings bindings : List.of(new SimpleBindings(), engine.createBindings())) {
      bindings.put(ScriptEngine.FILENAME, "x.lua");
      bindings.put(ScriptEngine.ARGV, new Object[0]);
      assertThat(
              engine.eval(
                  "for k in pairs(_G) do assert(not tostring(k):find('javax'), k) end"
                      + " return _G['javax.script.filename'], _G['javax.script.argv'],"
                      + " _G['javax.script.engine']",
                  bindings))
          .isEqualTo(new Object[] {null, null, null});
      engine.eval("_G['javax.script.filename'] = 'script'", bindings);
      assertThat(bindings).containsEntry(ScriptEngine.FILENAME, "x.lua").hasSize(2);
    }
  }

  @Test
  void k4_keyThatTakesThePlaceOfAName_isSeen() throws Exception {
    Bindings bindings = new SimpleBindings();
    bindings.put("x", 1);
    bindings.put("y", 2);
    for (int i = 0; i < 3; i++) {
      assertThat(engine.eval("return x, ...", bindings)).isEqualTo(1);
    }
    bindings.remove("y");
    bindings.put(ScriptEngine.ARGV, new Object[] {"a"});
    assertThat(engine.eval("return x, ...", bindings)).isEqualTo(new Object[] {1, "a"});
    bindings.remove(ScriptEngine.ARGV);
    bindings.put("lua.limits.instructions", 1000);
    assertThatThrownBy(() -> engine.eval("while x do end", bindings))
        .hasMessageContaining("instructions");
    bindings.remove("lua.limits.instructions");
    bindings.put("y", 2);
    assertThat(engine.eval("return x, y", bindings)).isEqualTo(new Object[] {1, 2});
  }
}
