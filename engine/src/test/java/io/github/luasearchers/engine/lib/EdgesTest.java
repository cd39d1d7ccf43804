package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.value.Level;
import java.util.ArrayList;
import java.util.List;
import javax.script.ScriptException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares with each level's interpreter what drawn calls do not reach: the libraries at the edges
 * of their arguments, integers that C casts to an int, and each operator, by constants and by
 * variables, on each pair of some fifty numbers and strings.
 */
final class EdgesTest extends GoldenScripts {

  static List<Arguments> scripts() {
    List<Arguments> scripts = new ArrayList<>();
    for (Level level : Level.values()) {
      scripts.add(Arguments.of("edges", level));
      scripts.add(Arguments.of("numbers", level));
      scripts.add(Arguments.of("casts", level));
    }
    return scripts;
  }

  /** The interpreter that is installed may be older than 5.4.5, which brought this. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table.remove, {1, 2, 3}, 5 | bad argument #2 to 'table.remove' (position out of bounds)",
        "table.remove, {1, 2, 3}, -1 | bad argument #2 to 'table.remove' (position out of bounds)",
        "utf8.codes, '\\x80' | bad argument #1 to 'utf8.codes' (invalid UTF-8 code)",
      })
  void messages_areThoseOf546(String call, String message) throws ScriptException {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.version", "5.4").build()) {
      assertThat(lua.eval("return select(2, pcall(" + call + "))")).isEqualTo(message);
    }
  }
}
