package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The demo prints what docs/modules.md shows. */
class DemoTest {

  @Test
  void demo_printsWhereEachModuleCameFrom() throws Exception {
    StringWriter out = new StringWriter();
    try (LuaScriptEngine lua =
        LuaScriptEngine.builder()
            .setting("lua.path", "lua/?.lua")
            .setting("lua.jar.path", "target/libs/*.jar!/lua/?.lua")
            .build()) {
      lua.getContext().setWriter(out);
      lua.eval(Files.readString(Path.of("lua/main.lua")));
    }
    assertThat(Files.readString(Path.of("..", "docs", "modules.md")))
        .contains("```text\n" + out + "```\n");
  }
}
