package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The factories of the versions of Lua, and what an engine and its factory say of the version. */
class VersionFactoryTest {

  private static final String PATH = "return (package.path:match('/lua/(5%.%d)/'))";

  @ParameterizedTest
  @ValueSource(strings = {"5.2", "5.3", "5.4"})
  void manager_findsEachVersion(String version) throws Exception {
    ScriptEngineManager manager = new ScriptEngineManager();
    for (String name :
        List.of("lua", "Lua", "LUA", "luasearchers", "LuaSearchers", "LuaSearchers ")) {
      speaks(version, manager.getEngineByName(name + version));
    }
    speaks(version, manager.getEngineByExtension("lua" + version.replace(".", "")));
    speaks(version, manager.getEngineByMimeType("text/x-lua" + version));
  }

  private static void speaks(String version, ScriptEngine engine) throws ScriptException {
    assertThat(engine.getFactory().getEngineName()).isEqualTo("LuaSearchers " + version);
    assertThat(engine.getFactory().getLanguageVersion()).isEqualTo(version);
    assertThat(engine.get(ScriptEngine.LANGUAGE_VERSION)).isEqualTo(version);
    assertThat(engine.get(ScriptEngine.ENGINE)).isEqualTo("LuaSearchers " + version);
    assertThat(engine.get(ScriptEngine.NAME)).isEqualTo("lua" + version);
    assertThat(engine.get(ScriptEngine.LANGUAGE)).isEqualTo("lua" + version);
    if (File.separatorChar == '/') {
      assertThat(engine.eval(PATH)).isEqualTo(version);
    }
  }

  /** The manager drops one of two factories of the same engine name; others take LuaJ's name. */
  @Test
  void engineNames_differAndComeBeforeLuaJs() {
    List<String> names = new ArrayList<>();
    for (ScriptEngineFactory each : new ScriptEngineManager().getEngineFactories()) {
      names.add(each.getEngineName());
    }
    assertThat(names)
        .containsSubsequence(
            "LuaSearchers", "LuaSearchers 5.2", "LuaSearchers 5.3", "LuaSearchers 5.4", "Luaj")
        .doesNotHaveDuplicates();
  }

  /** Some hosts fill a map and so take the last factory of a name, an extension, a language. */
  @Test
  void factories_shareNothingThatTheyAreFoundBy() {
    Set<String> all = new HashSet<>();
    for (ScriptEngineFactory each : FactoryTest.factories()) {
      List<String> own = new ArrayList<>(each.getNames());
      own.addAll(each.getExtensions());
      own.addAll(each.getMimeTypes());
      own.add(each.getLanguageName());
      assertThat(all).doesNotContainAnyElementsOf(own);
      all.addAll(own);
    }
  }

  @Test
  void versionInTheName_winsOverEverySource() throws Exception {
    System.setProperty(Settings.VERSION, "5.2");
    try {
      ScriptEngine engine = new LuaScriptEngineFactory.Lua54().getScriptEngine();
      engine.put(Settings.VERSION, "5.3");
      engine.eval("return 1");
      assertThat(engine.getFactory().getLanguageVersion()).isEqualTo("5.4");
    } finally {
      System.clearProperty(Settings.VERSION);
    }
  }

  @Test
  void lua_obeysTheSetting() {
    ScriptEngineFactory factory = new LuaScriptEngineFactory();
    String standard = SettingDefaults.VALUES.get(Settings.VERSION);
    ScriptEngine before = factory.getScriptEngine();
    assertThat(before.getFactory().getLanguageVersion()).isEqualTo(standard);
    System.setProperty(Settings.VERSION, "5.3");
    try {
      assertThat(factory.getLanguageVersion()).isEqualTo("5.3");
      assertThat(factory.getParameter(ScriptEngine.LANGUAGE_VERSION)).isEqualTo("5.3");
      assertThat(factory.getScriptEngine().getFactory().getLanguageVersion()).isEqualTo("5.3");
    } finally {
      System.clearProperty(Settings.VERSION);
    }
    assertThat(factory.getLanguageVersion()).isEqualTo(standard);
  }

  @Test
  void engine_answersForItsOwnVersion() throws Exception {
    LuaScriptEngine built = LuaScriptEngine.builder().setting(Settings.VERSION, "5.3").build();
    assertThat(built.getFactory().getLanguageVersion()).isEqualTo("5.3");
    assertThat(built.getFactory().getEngineName()).isEqualTo("LuaSearchers");
    built.eval("return 1");
    assertThat(built.get(ScriptEngine.LANGUAGE_VERSION)).isEqualTo("5.3");
    built.close();
    assertThat(built.getFactory().getLanguageVersion()).isEqualTo("5.3");

    ScriptEngine configured = new LuaScriptEngineFactory().getScriptEngine();
    configured.put(Settings.VERSION, "5.2");
    configured.eval("return 1");
    configured.setContext(new SimpleScriptContext());
    assertThat(configured.get(ScriptEngine.LANGUAGE_VERSION)).isEqualTo("5.2");
  }

  @Test
  void wrongSettings_areToldAtTheFirstUseOnly() {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting(Settings.VERSION, "5.9").build();
    assertThat(engine.getFactory().getLanguageVersion()).isEqualTo("5.4");
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("lua.version = 5.9");
    ScriptEngine other = new LuaScriptEngineFactory().getScriptEngine();
    other.put(Settings.VERSION, new Object());
    assertThat(other.getFactory().getLanguageVersion()).isEqualTo("5.4");
    assertThatThrownBy(() -> other.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("lua.version of the ScriptContext");
  }
}
