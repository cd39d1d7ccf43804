package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.value.Level;
import java.io.IOException;
import java.nio.file.Path;
import javax.script.ScriptException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares with each level's interpreter what drawn calls do not reach. */
final class EdgesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Level.class)
  void edges_areThoseOfTheInterpreter(Level level) throws IOException {
    GoldenScript script = new GoldenScript("edges", level);
    assertThat(script.differences(script.run())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void golden_isWhatTheInterpreterGives(Level level) throws IOException, InterruptedException {
    GoldenScript script = new GoldenScript("edges", level);
    assertThat(script.differences(script.runOnLua(directory))).isEmpty();
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
