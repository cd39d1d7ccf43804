package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.spi.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  private static final String PROBE = "return string.pack ~= nil, table.move ~= nil, package.path";

  @TempDir private Path dir;

  @AfterEach
  void clearProperties() {
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("lua.")) {
        System.clearProperty(name);
      }
    }
  }

  private static Object path(LuaScriptEngine engine) throws ScriptException {
    return engine.eval("return package.path");
  }

  /** Returns a class loader that has a file of settings. */
  private ClassLoader withFile(String text) throws IOException {
    Files.writeString(dir.resolve("lua.properties"), text);
    return new URLClassLoader(new URL[] {dir.toUri().toURL()}, SettingsTest.class.getClassLoader());
  }

  @Test
  void defaultSetting_isWeakerThanAllOthers() throws Exception {
    LuaScriptEngineBuilder builder =
        LuaScriptEngine.builder().defaultSetting("lua.path", "default/?.lua");
    assertThat(path(builder.build())).isEqualTo("default/?.lua");
    ClassLoader loader = withFile("lua.path = file/?.lua\n");
    assertThat(path(builder.classLoader(loader).build())).isEqualTo("file/?.lua");
    assertThat(path(builder.setting("lua.path", "builder/?.lua").build()))
        .isEqualTo("builder/?.lua");
  }

  @Test
  void defaultSetting_mayBeForAJarThatIsNotThere() throws Exception {
    LuaScriptEngine engine =
        LuaScriptEngine.builder().defaultSetting("lua.nosuch.thing", "x").build();
    assertThat(engine.eval("return require 'string' == string")).isEqualTo(true);
  }

  @Test
  void environment_takesThePlaceOfTheProcesss() throws Exception {
    LuaScriptEngineBuilder builder =
        LuaScriptEngine.builder()
            .environment(Map.of("LUA_PATH", "./?.x;;", "LUA_PATH_5_3", "./53?"));
    assertThat(path(builder.build())).asString().startsWith("./?.x;/usr/local/share/lua/5.4/");
    assertThat(path(builder.setting("lua.version", "5.3").build())).isEqualTo("./53?");
    assertThat(path(builder.environment(Map.of()).build()))
        .asString()
        .startsWith("/usr/local/share/lua/5.3/");
  }

  @Test
  void precedence_strongestWins() throws Exception {
    ClassLoader loader = withFile("lua.path = file/?.lua\n");
    LuaScriptEngineBuilder builder = LuaScriptEngine.builder().classLoader(loader);
    assertThat(path(builder.build())).isEqualTo("file/?.lua");
    System.setProperty("lua.path", "property/?.lua");
    assertThat(path(builder.build())).isEqualTo("property/?.lua");
    LuaScriptEngine built = builder.setting("lua.path", "builder/?.lua").build();
    assertThat(path(built)).isEqualTo("builder/?.lua");
  }

  @Test
  void settingsFile_takesThePlaceOfTheClassPaths() throws Exception {
    ClassLoader loader = withFile("lua.path = file/?.lua\n");
    LuaScriptEngineBuilder builder = LuaScriptEngine.builder().classLoader(loader);
    builder.settingsFile(Map.of("lua.path", "given/?.lua"));
    assertThat(path(builder.build())).isEqualTo("given/?.lua");
    String standard = (String) path(LuaScriptEngine.builder().build());
    assertThat(path(builder.settingsFile(Map.of()).build())).isEqualTo(standard);
  }

  @Test
  void settingsFile_withAnUnknownSetting_isRefused() {
    LuaScriptEngine engine =
        LuaScriptEngine.builder().settingsFile(Map.of("lua.pth", "?.lua")).build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("unknown setting lua.pth in lua.properties");
  }

  @Test
  void precedence_defaultsAreShipped() throws Exception {
    Properties file = new Properties();
    try (InputStream stream =
        LuaScriptEngine.class.getResourceAsStream("/META-INF/luasearchers-defaults.properties")) {
      assertThat(stream).isNotNull();
      file.load(stream);
    }
    assertThat(SettingDefaults.VALUES).isEqualTo(file);
    assertThat((String) path(LuaScriptEngine.builder().build())).contains("?.lua");
  }

  @Test
  void attribute_ofTheContextOfTheFirstUse() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    ScriptContext context = new SimpleScriptContext();
    context.setAttribute(Settings.EXPRESSIONS, true, ScriptContext.ENGINE_SCOPE);
    assertThat(engine.eval("1 + 1", context)).isEqualTo(2);
    assertThat(engine.eval("2 + 2")).isEqualTo(4);
  }

  @Test
  void attribute_isReadOnce() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.eval("return 1");
    engine.put(Settings.EXPRESSIONS, "true");
    assertThatThrownBy(() -> engine.eval("1 + 1")).isInstanceOf(ScriptException.class);
  }

  @Test
  void attribute_ofAnotherTypeIsRefused() {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.put("lua.expressions", new Object());
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessage(
            "the attribute lua.expressions of the ScriptContext is an object of class java.lang.Object:"
                + " make it a String");
  }

  @Test
  void attribute_globalScopeCounts() throws Exception {
    ScriptEngineManager manager = new ScriptEngineManager();
    manager.put("lua.expressions", "true");
    assertThat(manager.getEngineByName("lua").eval("6 * 7")).isEqualTo(42);
  }

  @Test
  void compat_choosesTheLibraries() throws Exception {
    LuaScriptEngine engine =
        LuaScriptEngine.builder().setting(Settings.VERSION, "5.3").setting("lua.path", "x").build();
    assertThat(engine.eval(PROBE)).isEqualTo(new Object[] {true, true, "x"});
    assertThat(engine.eval("return _VERSION")).isEqualTo("Lua 5.3");
  }

  @Test
  void compat_wrongValue() {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting(Settings.VERSION, "5.9").build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessage("lua.version = 5.9: there is no such value; give it 5.2, 5.3 or 5.4");
  }

  @Test
  void expressions_wrongValue() {
    System.setProperty("lua.expressions", "maybe");
    ScriptEngine engine = new ScriptEngineManager().getEngineByName("lua");
    assertThat(engine).isInstanceOf(LuaScriptEngine.class);
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessage("lua.expressions = maybe: there is no such value; give it true or false");
  }

  @Test
  void wrongSetting_showsAtEveryFirstUse() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.put("lua.version", "6");
    assertThatThrownBy(() -> engine.compile("return 1")).isInstanceOf(ScriptException.class);
    assertThatThrownBy(() -> engine.invokeFunction("f")).isInstanceOf(ScriptException.class);
    assertThatThrownBy(() -> engine.which("m")).isInstanceOf(ScriptException.class);
    assertThatThrownBy(() -> engine.getInterface(Runnable.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lua.version = 6");
    engine.put("lua.version", "5.2");
    assertThat(engine.eval("return 1")).isEqualTo(1);
  }

  private static void assertUnknown(LuaScriptEngine engine, String message) {
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessage(message);
  }

  @Test
  void unknownKey_inTheBuilder() {
    assertUnknown(
        LuaScriptEngine.builder().setting("lua.serchers", "path").build(),
        "unknown setting lua.serchers in the engine's builder: did you mean lua.searchers? Or put"
            + " the jar on the class path that provides a searcher or linker named serchers (there"
            + " are: all-in-one, cpath, jar, path, preload)");
  }

  @Test
  void unknownKey_amongTheSystemProperties() {
    System.setProperty("lua.pth", "x");
    assertThatThrownBy(() -> LuaScriptEngine.builder().build().eval("return 1"))
        .hasMessageStartingWith(
            "unknown setting lua.pth in the system properties: did you mean lua.path?");
  }

  @Test
  void unknownKey_inTheFile() throws Exception {
    LuaScriptEngine engine =
        LuaScriptEngine.builder().classLoader(withFile("lua.sandbx = true")).build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .hasMessageStartingWith(
            "unknown setting lua.sandbx in lua.properties: did you mean lua.sandbox?");
  }

  @Test
  void unknownKey_amongTheAttributes() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.put("lua.expresions", "true");
    assertThatThrownBy(() -> engine.eval("return 1"))
        .hasMessageStartingWith(
            "unknown setting lua.expresions in the attributes of the ScriptContext: did you mean"
                + " lua.expressions?");
    engine.getBindings(ScriptContext.ENGINE_SCOPE).remove("lua.expresions");
    assertThat(engine.eval("return 1")).isEqualTo(1);
  }

  @Test
  void unknownKey_ofALimitOfOneEvaluation() throws Exception {
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    engine.eval("return 1");
    engine.put("lua.limits.tme", "1s");
    assertUnknown(
        engine,
        "unknown setting lua.limits.tme in the attributes of the ScriptContext: the limits are"
            + " lua.limits.instructions, .memory, .output, .stack and .time");
    engine.getBindings(ScriptContext.ENGINE_SCOPE).remove("lua.limits.tme");
    assertThat(engine.eval("return 1")).isEqualTo(1);
  }

  @Test
  void unknownKey_ofASearcher() {
    assertUnknown(
        LuaScriptEngine.builder().setting("lua.path.binry", "true").build(),
        "unknown setting lua.path.binry in the engine's builder: did you mean lua.path.binary?");
    assertUnknown(
        LuaScriptEngine.builder().setting("lua.path.any", "true").build(),
        "unknown setting lua.path.any in the engine's builder: correct or remove it; there are"
            + " lua.path.binary");
    assertUnknown(
        LuaScriptEngine.builder().setting("lua.cpath.any", "true").build(),
        "unknown setting lua.cpath.any in the engine's builder: correct or remove it; there are"
            + " none of 'cpath'");
  }

  @Test
  void unknownKey_ofASearcherThatIsNotInTheOrder() {
    assertUnknown(
        LuaScriptEngine.builder()
            .setting("lua.searchers", "preload")
            .setting("lua.path.binry", "true")
            .build(),
        "unknown setting lua.path.binry in the engine's builder: did you mean lua.path.binary?");
  }

  @Test
  void unknownKey_ofASearcherWhoseJarIsMissing() {
    assertUnknown(
        LuaScriptEngine.builder().setting("lua.http.repositories", "https://h/").build(),
        "unknown setting lua.http.repositories in the engine's builder: correct or remove it, or"
            + " put luasearchers-http on the class path, which provides it");
  }

  @Test
  void unknownKey_longOnesAreCut() {
    LuaScriptEngine engine =
        LuaScriptEngine.builder().setting("lua." + "x".repeat(1_000_000), "").build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(1_000));
  }

  @Test
  void unknownKey_theOldNameOfTheVersion() {
    assertUnknown(
        LuaScriptEngine.builder().setting("lua.compat", "5.3").build(),
        "lua.compat in the engine's builder is called lua.version now: rename it");
  }

  @Test
  void flags_areTrueAndFalseOnly() {
    for (String flag : new String[] {"TRUE", "yes", "1", ""}) {
      assertUnknown(
          LuaScriptEngine.builder().setting("lua.sandbox", flag).build(),
          "lua.sandbox = " + flag + ": there is no such value; give it true or false");
    }
  }

  @Test
  void searchers_unknownName() {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.searchers", "nowhere").build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("nowhere");
  }

  // ---- attributes

  @Test
  void attributes_giveOnlyWhatIsHarmless() throws Exception {
    StringBuilder seen = new StringBuilder();
    LuaScriptEngineBuilder builder =
        LuaScriptEngine.builder().searcher(new SettingsProbe("any", seen));
    for (String key :
        new String[] {"lua.path", "lua.cpath", "lua.searchers", "lua.any.url", "lua.path.binary"}) {
      LuaScriptEngine engine = builder.build();
      engine.put(key, "true");
      assertUnknown(
          engine,
          key
              + " can't be set by an attribute of the ScriptContext: give it to the engine's"
              + " builder, or in a system property or lua.properties");
    }
    seen.setLength(0);
    LuaScriptEngine engine = builder.build();
    engine.put("lua.any.colour", "red");
    engine.eval("return 1");
    assertThat(seen).hasToString("url - colour red ");
  }

  @Test
  void attributes_ofBindingsThatCantBeListedAreAskedForByName() throws Exception {
    StringBuilder seen = new StringBuilder();
    LuaScriptEngine engine =
        LuaScriptEngine.builder().searcher(new SettingsProbe("any", seen)).build();
    engine.setBindings(
        new SimpleBindings(new java.util.HashMap<>()) {}, ScriptContext.ENGINE_SCOPE);
    engine.put("lua.any.url", "x");
    engine.put("lua.any.colour", "red");
    engine.eval("return 1");
    assertThat(seen).hasToString("url - colour red ");
  }

  @Test
  void attributes_inASandboxCountForNothingElse() throws Exception {
    StringBuilder seen = new StringBuilder();
    LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.sandbox", "true")
            .searcher(new SettingsProbe("any", seen))
            .build();
    engine.put("lua.any.colour", "red");
    engine.put("lua.path", "x");
    engine.put("lua.nonsense", "x");
    engine.eval("return 1");
    assertThat(seen).hasToString("url - colour - ");
  }

  /** Tells what it was told. */
  private record SettingsProbe(String name, StringBuilder seen) implements LuaSearcherProvider {

    private static final Setting<String> URL = Setting.text("url");
    private static final Setting<String> COLOUR = Setting.text("colour").harmless();

    @Override
    public Collection<Setting<?>> settings() {
      return List.of(URL, COLOUR);
    }

    @Override
    public LuaSearcher create(SearchContext context) {
      seen.append("url ").append(URL.find(context).orElse("-"));
      seen.append(" colour ").append(COLOUR.find(context).orElse("-")).append(' ');
      return moduleName -> SearchResult.notFound();
    }
  }
}
