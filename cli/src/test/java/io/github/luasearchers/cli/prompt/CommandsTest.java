package io.github.luasearchers.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

  @Test
  void time_runsAndTells() throws Exception {
    assertThat(Talk.says("%time 1 + 1")).matches("_1 = 2\ntook [0-9.]+ ms");
    assertThat(Talk.says("%time for i = 1, 3 do", "end")).matches("took [0-9.]+ ms");
    assertThat(Talk.says("%time")).contains("needs an expression");
  }

  @ParameterizedTest
  @ValueSource(strings = {"manual", "off"})
  void reload_givesTheNewText_withAndWithoutTheSetting(String reload, @TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("m.lua"), "return {version = 1}");
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.path", folder + "/?.lua")
            .setting("lua.reload", reload)
            .build()) {
      assertThat(Talk.answer(engine, "require 'm'.version")).isEqualTo("_1 = 1");
      Files.writeString(file, "return {version = 22}");
      assertThat(Talk.answer(engine, "%reload m", "require 'm'.version")).endsWith(" = 22");
    }
  }

  @Test
  void reloadThatFails_keepsTheModule(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("m.lua"), "return {version = 1}");
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder().setting("lua.path", folder + "/?.lua").build()) {
      Talk.answer(engine, "require 'm'");
      Files.writeString(file, "return {");
      assertThat(Talk.answer(engine, "%reload m", "require 'm'.version"))
          .contains("near <eof>")
          .endsWith(" = 1");
    }
  }

  @Test
  void reload_ofNothing() throws Exception {
    assertThat(Talk.says("%reload")).contains("needs the name");
    assertThat(Talk.says("%reload nothing")).isEqualTo("module 'nothing' is not loaded");
  }

  @Test
  void graph_showsModules(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("outer.lua"), "return require 'inner'");
    Files.writeString(folder.resolve("inner.lua"), "return 1");
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder().setting("lua.path", folder + "/?.lua").build()) {
      assertThat(Talk.answer(engine, "require 'outer'", "%graph")).contains("outer", "inner");
    }
  }

  @Test
  void unknownCommand_namesTheOthers() throws Exception {
    assertThat(Talk.says("%nothing")).contains("unknown command %nothing").contains("%time");
    assertThat(Talk.says("%help")).contains("Ctrl-C");
  }
}
