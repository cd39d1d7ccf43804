package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
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
  void precedence_strongestWins() throws Exception {
    ClassLoader loader = withFile("lua.path = file/?.lua\n");
    LuaScriptEngineBuilder builder = LuaScriptEngine.builder().classLoader(loader);
    assertThat(path(builder.build())).isEqualTo("file/?.lua");
    System.setProperty("lua.path", "property/?.lua");
    assertThat(path(builder.build())).isEqualTo("property/?.lua");
    LuaScriptEngine attributed = builder.build();
    attributed.put("lua.path", "attribute/?.lua");
    assertThat(path(attributed)).isEqualTo("attribute/?.lua");
    LuaScriptEngine built = builder.setting("lua.path", "builder/?.lua").build();
    built.put("lua.path", "attribute/?.lua");
    assertThat(path(built)).isEqualTo("builder/?.lua");
  }

  @Test
  void precedence_defaultsAreShipped() throws Exception {
    assertThat(LuaScriptEngine.class.getResource("/META-INF/luasearchers-defaults.properties"))
        .isNotNull();
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
    engine.put("lua.path", new Object());
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessage(
            "the attribute lua.path of the ScriptContext is an object of class java.lang.Object:"
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
        LuaScriptEngine.builder().setting(Settings.COMPAT, "5.3").setting("lua.path", "x").build();
    assertThat(engine.eval(PROBE)).isEqualTo(new Object[] {true, true, "x"});
    assertThat(engine.eval("return _VERSION")).isEqualTo("Lua 5.2");
  }

  @Test
  void compat_wrongValue() {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting(Settings.COMPAT, "5.9").build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessage("lua.compat = 5.9: there is no such value; give it 5.2, 5.3 or 5.4");
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
    engine.put("lua.compat", "6");
    assertThatThrownBy(() -> engine.compile("return 1")).isInstanceOf(ScriptException.class);
    assertThatThrownBy(() -> engine.invokeFunction("f")).isInstanceOf(ScriptException.class);
    assertThatThrownBy(() -> engine.which("m")).isInstanceOf(ScriptException.class);
    assertThatThrownBy(() -> engine.getInterface(Runnable.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lua.compat = 6");
    engine.put("lua.compat", "5.2");
    assertThat(engine.eval("return 1")).isEqualTo(1);
  }

  @Test
  void unknownKey_inTheBuilder() {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.serchers", "path").build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessageStartingWith("unknown setting lua.serchers in the engine's builder: correct it,")
        .hasMessageContaining("linker named serchers (there are: ")
        .hasMessageContaining("all-in-one, cpath");
  }

  @Test
  void unknownKey_amongTheSystemProperties() {
    System.setProperty("lua.pth", "x");
    LuaScriptEngine engine = LuaScriptEngine.builder().build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .hasMessageStartingWith("unknown setting lua.pth in the system properties: ");
  }

  @Test
  void unknownKey_inTheFile() throws Exception {
    LuaScriptEngine engine =
        LuaScriptEngine.builder().classLoader(withFile("lua.sandbx = true")).build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .hasMessageStartingWith("unknown setting lua.sandbx in lua.properties: ");
  }

  @Test
  void unknownKey_isFineForASearcherThatMayBeMissing() throws Exception {
    LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.searchers", "preload, path, later?")
            .setting("lua.later.url", "x")
            .setting("lua.path.any", "x")
            .build();
    assertThat(engine.eval("return 1")).isEqualTo(1);
  }

  @Test
  void searchers_unknownName() {
    LuaScriptEngine engine = LuaScriptEngine.builder().setting("lua.searchers", "nowhere").build();
    assertThatThrownBy(() -> engine.eval("return 1"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void guards_areNotForAttributesToGive() throws Exception {
    StringBuilder seen = new StringBuilder();
    LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .searcher(new SettingsProbe("java", seen))
            .searcher(new SettingsProbe("other", seen))
            .build();
    engine.put("lua.java.allow", "*");
    engine.put("lua.other.allow", "*");
    engine.eval("return 1");
    assertThat(seen).hasToString("java:- other:* ");
  }

  /** Tells what it was told. */
  private record SettingsProbe(String name, StringBuilder seen)
      implements io.github.luasearchers.spi.LuaSearcherProvider {

    @Override
    public io.github.luasearchers.spi.LuaSearcher create(
        io.github.luasearchers.spi.SearchContext context) {
      seen.append(name).append(':').append(context.setting("allow").orElse("-")).append(' ');
      return moduleName -> new io.github.luasearchers.spi.SearchResult.NotFound();
    }
  }
}
