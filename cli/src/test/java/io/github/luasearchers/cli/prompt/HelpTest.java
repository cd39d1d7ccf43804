package io.github.luasearchers.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpTest {

  @Test
  void luaFunction_hasParametersPlaceAndComment() throws Exception {
    assertThat(
            Talk.says(
                "do -- x",
                "-- Adds two.",
                "-- Numbers only.",
                "function add(a, b)",
                "return a + b",
                "end",
                "end",
                "help(add)"))
        .isEqualTo(
            "function add(a, b)\n  defined in stdin.1:4\n  -- Adds two.\n  -- Numbers only.");
  }

  @Test
  void functionOfFile_hasItsComment(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("m.lua"), "-- Says hello.\nfunction hi() end\n");
    assertThat(Talk.says("dofile [[" + file + "]]", "help(hi)")).contains("-- Says hello.");
  }

  @Test
  void builtin_hasItsName() throws Exception {
    assertThat(Talk.says("help(string.rep)")).isEqualTo("function string.rep\n  built in");
  }

  @Test
  void table_listsItsFields() throws Exception {
    assertThat(Talk.says("help {x = 1, f = function(a) end}"))
        .isEqualTo("table with 2 fields\n  f(a)\n  x: number");
  }

  @Test
  void javaObject_listsItsMethods() throws Exception {
    try (LuaScriptEngine engine = Talk.engine("5.4")) {
      engine.put("list", new ArrayList<>());
      assertThat(Talk.answer(engine, "help(list)"))
          .startsWith("object of java.util.ArrayList\n")
          .contains("  :add(Object): boolean\n")
          .doesNotContain(":wait(");
      assertThat(Talk.answer(engine, "help(luajava.bindClass 'java.lang.Math')"))
          .startsWith("class java.lang.Math\n")
          .contains("  .max(int, int): int\n");
    }
  }

  @Test
  void otherValues_andNone() throws Exception {
    assertThat(Talk.says("help(1)")).isEqualTo("number: 1");
    assertThat(Talk.says("help()")).contains("%reload NAME");
  }

  @Test
  void ownVariable_isKept() throws Exception {
    assertThat(Talk.says("help")).isEqualTo("_1 = function help");
    try (LuaScriptEngine engine = Talk.engine("5.4")) {
      engine.eval("help = 'mine'");
      assertThat(Talk.answer(engine, "help")).isEqualTo("_1 = \"mine\"");
    }
  }
}
