package io.github.luasearchers.searchers.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that starts from what the engine has packed, on the class path. */
class BundleTest {

  @TempDir Path folder;

  @Test
  void program_startsFromItsBundle_onTheClassPath() throws Exception {
    Files.writeString(folder.resolve("app.lua"), "return 'app ' .. require 'part'");
    Files.writeString(folder.resolve("part.lua"), "return 'part'");
    Path file = folder.resolve("app.jar");
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder().setting("lua.path", folder + "/?.lua").build()) {
      assertThat(engine.bundle(file, "app").modules()).containsExactly("app", "part");
    }
    try (URLClassLoader loader =
            new URLClassLoader(
                new URL[] {file.toUri().toURL()}, BundleTest.class.getClassLoader());
        LuaScriptEngine engine =
            LuaScriptEngine.builder()
                .setting("lua.searchers", "preload, classpath")
                .classLoader(loader)
                .build()) {
      assertThat(engine.prefetch("app").isComplete()).isTrue();
      assertThat(engine.eval("return (require 'app')")).isEqualTo("app part");
      assertThat(engine.which("app").origin()).contains("META-INF/lua/app.lua");
    }
  }
}
