package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.util.List;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactoryTest {

  private final ScriptEngineFactory factory = new LuaScriptEngineFactory();

  static List<ScriptEngineFactory> factories() {
    return List.of(
        new LuaScriptEngineFactory(),
        new LuaScriptEngineFactory.Lua52(),
        new LuaScriptEngineFactory.Lua53(),
        new LuaScriptEngineFactory.Lua54());
  }

  @Test
  void f1_metadataIsThere() {
    assertThat(factory.getEngineName()).isEqualTo("LuaSearchers");
    assertThat(factory.getEngineVersion()).isNotEmpty();
    assertThat(factory.getLanguageName()).isEqualTo("lua");
    assertThat(factory.getLanguageVersion()).isEqualTo(SettingDefaults.VALUES.get("lua.version"));
  }

  @Test
  void f2_listsAreFullAndImmutable() {
    for (List<String> list :
        List.of(factory.getNames(), factory.getExtensions(), factory.getMimeTypes())) {
      assertThat(list).isNotEmpty().doesNotContainNull();
      assertThatThrownBy(() -> list.add("x")).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(factory.getNames())
        .contains("lua", "Lua", "LUA", "luaj", "luasearchers", factory.getEngineName());
    assertThat(factory.getMimeTypes())
        .contains("text/lua", "application/lua", "text/x-lua", "application/x-lua");
  }

  @Test
  void f3_extensionsAreWithoutADotAndWithOne() {
    assertThat(factory.getExtensions()).containsExactly("lua", ".lua");
  }

  @Test
  void f4_parametersAreWhatTheGettersSay() {
    assertThat(factory.getParameter(ScriptEngine.ENGINE)).isEqualTo(factory.getEngineName());
    assertThat(factory.getParameter(ScriptEngine.ENGINE_VERSION))
        .isEqualTo(factory.getEngineVersion());
    assertThat(factory.getParameter(ScriptEngine.LANGUAGE)).isEqualTo(factory.getLanguageName());
    assertThat(factory.getParameter(ScriptEngine.LANGUAGE_VERSION))
        .isEqualTo(factory.getLanguageVersion());
    assertThat(factory.getParameter(ScriptEngine.NAME)).isEqualTo("lua");
  }

  @ParameterizedTest
  @MethodSource("factories")
  void f4_parametersOfAVersion(ScriptEngineFactory each) {
    assertThat(each.getParameter(ScriptEngine.ENGINE)).isEqualTo(each.getEngineName());
    assertThat(each.getParameter(ScriptEngine.LANGUAGE)).isEqualTo(each.getLanguageName());
    assertThat(each.getParameter(ScriptEngine.LANGUAGE_VERSION))
        .isEqualTo(each.getLanguageVersion());
    assertThat(each.getNames())
        .contains(each.getEngineName())
        .contains((String) each.getParameter(ScriptEngine.NAME));
  }

  @Test
  void f5_unknownParameterIsNull() {
    assertThat(factory.getParameter("no.such.key")).isNull();
    assertThat(factory.getParameter("")).isNull();
  }

  @Test
  void f6_threadingIsThatOfManyThreads() {
    assertThat(factory.getParameter("THREADING")).isEqualTo("MULTITHREADED");
  }

  @Test
  void f7_nullParameterIsRefused() {
    assertThatThrownBy(() -> factory.getParameter(null)).isInstanceOf(NullPointerException.class);
  }

  @ParameterizedTest
  @MethodSource("factories")
  void f8_methodCallSyntaxIsAnExpression(ScriptEngineFactory each) throws Exception {
    assertThat(each.getMethodCallSyntax("o", "m")).isEqualTo("o:m()");
    String call = each.getMethodCallSyntax("o", "m", "1", "2");
    ScriptEngine engine = each.getScriptEngine();
    engine.eval("o = {m = function(self, a, b) return a + b end}");
    assertThat(engine.eval("return " + call + " * 10")).isEqualTo(30);
  }

  @Test
  void f8_methodCallSyntaxRefusesNull() {
    assertThatThrownBy(() -> factory.getMethodCallSyntax(null, "m"))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> factory.getMethodCallSyntax("o", null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> factory.getMethodCallSyntax("o", "m", (String[]) null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> factory.getMethodCallSyntax("o", "m", "a", null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void f10_programRefusesNull() {
    assertThatThrownBy(() -> factory.getProgram((String[]) null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> factory.getProgram("x = 1", null))
        .isInstanceOf(NullPointerException.class);
  }

  @ParameterizedTest
  @MethodSource("factories")
  void f11_programRuns(ScriptEngineFactory each) throws Exception {
    ScriptEngine engine = each.getScriptEngine();
    engine.eval(each.getProgram("x = 1 -- a comment", "y = 2;", "z = x + y"));
    assertThat(engine.get("z")).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("factories")
  void f12_outputStatementShowsTextLiterally(ScriptEngineFactory each) throws Exception {
    for (String text :
        List.of(
            "plain", "it's \"quoted\"", "back\\slash \\n", "a\nb", "a\r\nb", "]]", "%d", "\t")) {
      assertThat(printed(each, text)).isEqualTo(text + "\n");
    }
  }

  @ParameterizedTest
  @MethodSource("factories")
  void f13_outputStatementShowsAnyCharacter(ScriptEngineFactory each) throws Exception {
    assertThat(printed(each, "zero \0 1")).isEqualTo("zero \0 1\n");
    assertThat(printed(each, "ä € 😀")).isEqualTo("ä € 😀\n");
  }

  private static String printed(ScriptEngineFactory factory, String text) throws ScriptException {
    ScriptEngine engine = factory.getScriptEngine();
    StringWriter out = new StringWriter();
    engine.getContext().setWriter(out);
    engine.eval(factory.getProgram(factory.getOutputStatement(text)));
    return out.toString();
  }

  @ParameterizedTest
  @MethodSource("factories")
  void f14_engineKnowsItsFactory(ScriptEngineFactory each) {
    ScriptEngineFactory known = each.getScriptEngine().getFactory();
    assertThat(known).hasSameClassAs(each);
    assertThat(known.getEngineName()).isEqualTo(each.getEngineName());
    assertThat(known.getScriptEngine().getFactory()).hasSameClassAs(each);
  }

  @Test
  void f15_engineWorksWithoutManager() throws Exception {
    ScriptEngine engine = factory.getScriptEngine();
    assertThat(engine.getBindings(ScriptContext.GLOBAL_SCOPE)).isNull();
    assertThat(engine.eval("return undefined == nil and 42")).isEqualTo(42);
  }

  @Test
  void f16_enginesAreIndependent() throws Exception {
    ScriptEngine one = factory.getScriptEngine();
    ScriptEngine two = factory.getScriptEngine();
    one.eval("x = 1 function string.shout(s) return s:upper() end");
    assertThat(two.eval("return x == nil and string.shout == nil")).isEqualTo(true);
    assertThatThrownBy(() -> ((Invocable) two).invokeFunction("x"))
        .isInstanceOf(NoSuchMethodException.class);
  }

  @Test
  void f17_everyNameOfLuaJsOwnFactoryIsOurs() {
    ScriptEngineFactory theirs = new org.luaj.vm2.script.LuaScriptEngineFactory();
    ScriptEngineManager manager = new ScriptEngineManager();
    assertThat(manager.getEngineFactories()).hasAtLeastOneElementOfType(theirs.getClass());
    assertThat(factory.getEngineName()).isLessThan(theirs.getEngineName());
    for (String name : List.of("lua", "Lua", "LUA", "luaj", "luasearchers", "LuaSearchers")) {
      assertThat(manager.getEngineByName(name)).isInstanceOf(LuaScriptEngine.class);
    }
    for (Object name : theirs.getNames()) {
      assertThat(manager.getEngineByName((String) name)).isInstanceOf(LuaScriptEngine.class);
    }
    for (Object type : theirs.getMimeTypes()) {
      assertThat(manager.getEngineByMimeType((String) type)).isInstanceOf(LuaScriptEngine.class);
    }
    assertThat(manager.getEngineByExtension("lua")).isInstanceOf(LuaScriptEngine.class);
    for (Object extension : theirs.getExtensions()) {
      assertThat(manager.getEngineByExtension((String) extension))
          .as("%s", extension)
          .isInstanceOf(LuaScriptEngine.class);
    }
  }
}
