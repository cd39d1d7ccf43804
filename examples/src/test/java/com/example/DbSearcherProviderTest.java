package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;

/** The searcher that docs/writing-a-searcher.md shows. */
class DbSearcherProviderTest {

  @Test
  void module_isFound_andPlacesAreNamed() throws Exception {
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
  void withoutADatabase_fails() {
    String url = "jdbc:nothing:here";
    try (LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.db.url", url).build()) {
      assertThatThrownBy(() -> lua.eval("require 'tax'"))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("can't look for 'tax' in " + url);
    }
  }
}
