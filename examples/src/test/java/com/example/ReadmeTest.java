package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled, and it does what the README says. */
class ReadmeTest {

  private static final Path README = Path.of("..", "README.md");

  @Test
  void readme_showsTheSearcherThatIsCompiled() throws Exception {
    String source = Files.readString(Path.of("src/main/java/com/example/DbSearcherProvider.java"));
    String shown = source.substring(source.indexOf("/** Finds modules"));
    assertThat(Files.readString(README)).contains(shown);
  }

  @Test
  void readme_showsTheTenLinesThatAreRun() throws Exception {
    String source = Files.readString(Path.of("src/test/java/com/example/TenLines.java"));
    String shown = source.substring(source.indexOf("class TenLines"));
    assertThat(Files.readString(README)).contains(shown);
    assertThat(TenLines.run()).isEqualTo("4 apples cost 10.0");
  }

  @Test
  void dbSearcher_findsModulesAndNamesItsPlaces() throws Exception {
    String url = "jdbc:h2:mem:modules";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create table modules (name varchar primary key, source varchar)");
      statement.execute(
          "insert into modules values ('tax', 'return { rate = 19, from = select(2, ...) }')");
      try (LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.db.url", url).build()) {
        assertThat(lua.eval("return require('tax').rate")).isEqualTo(19);
        assertThat(lua.eval("return require('tax').from")).isEqualTo(url + "#tax");
        assertThatThrownBy(() -> lua.eval("require 'toll'"))
            .isInstanceOf(ScriptException.class)
            .hasMessageContaining("no row 'toll' in " + url);
      }
    }
  }

  @Test
  void dbSearcher_withoutADatabaseFails() {
    String url = "jdbc:nothing:here";
    try (LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.db.url", url).build()) {
      assertThatThrownBy(() -> lua.eval("require 'tax'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("can't look for 'tax' in " + url);
    }
  }

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
    assertThat(out.toString())
        .contains("Hello from greeting, Lua!")
        .contains("a red circle of radius 2 has an area of 12.566")
        .contains("greeting  from  lua/greeting.lua")
        .contains("META-INF/lua/shapes.lua")
        .contains("target/libs/colours-archive.jar!/lua/colours.lua");
  }
}
