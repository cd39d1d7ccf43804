package io.github.luasearchers.searchers.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that start from what the engine has packed. */
class BundleTest {

  private static final String PROGRAM =
      "local app = require 'app' return table.concat({app.name, app.late(), app.inner()}, ' ')";

  @TempDir Path folder;

  private LuaScriptEngine bundled(Path file) {
    return LuaScriptEngine.builder()
        .setting("lua.searchers", "preload, jar")
        .setting("lua.jar.path", file + "!/META-INF/lua/?.lua")
        .build();
  }

  @Test
  void program_startsFromItsBundle_withNoOtherSource() throws Exception {
    Path lua = Files.createDirectories(folder.resolve("lua/app/inner"));
    Files.writeString(
        lua.resolve("../init.lua"),
        "#!/usr/bin/lua\nlocal name = 'app.' .. 'data'\nreturn {name = require(name),"
            + " late = function() return require 'app.late' end,"
            + " inner = function() return (require 'app.inner') end}");
    Files.writeString(lua.resolve("../data.lua"), "\uFEFFreturn 'na\u00efve'");
    Files.writeString(lua.resolve("../late.lua"), "return 'late'");
    Files.writeString(lua.resolve("init.lua"), "return 'inner'");
    Path file = folder.resolve("app.jar");
    Object result;
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.path", folder + "/lua/?.lua;" + folder + "/lua/?/init.lua")
            .build()) {
      engine.eval("require 'app'");
      assertThat(engine.bundle(file).modules())
          .containsExactly("app", "app.data", "app.inner", "app.late");
      result = engine.eval(PROGRAM);
    }
    assertThat(result).isEqualTo("na\u00efve late inner");
    try (LuaScriptEngine engine = bundled(file)) {
      assertThat(engine.eval(PROGRAM)).isEqualTo(result);
      assertThat(engine.which("app.late").origin()).contains(file + "!/META-INF/lua/app/late.lua");
    }
  }

  @Test
  void bundleOfABundle_hasTheSameBytes() throws Exception {
    Path source = Files.createDirectories(folder.resolve("lua"));
    Files.writeString(source.resolve("a.lua"), "return require('b') .. 'c'");
    Files.writeString(source.resolve("b.lua"), "return 'b'");
    Path file = folder.resolve("app.jar");
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder().setting("lua.path", source + "/?.lua").build()) {
      engine.bundle(file, "a", "b");
    }
    try (LuaScriptEngine engine = bundled(file)) {
      engine.prefetch("a");
      engine.eval("require 'a' require 'b'");
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      engine.bundle(again);
      assertThat(again.toByteArray()).isEqualTo(Files.readAllBytes(file));
    }
  }
}
