package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares what scripts can read of errors and of the debug library with each interpreter. */
@EnabledOnOs(OS.LINUX)
final class MessagesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"messages, LUA_5_2", "messages, LUA_5_3", "messages, LUA_5_4"})
  void script_printsWhatTheInterpreterPrints(String name, Level level) throws IOException {
    GoldenScript script = new GoldenScript(name, level);
    assertThat(script.differences(script.run())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"messages, LUA_5_2", "messages, LUA_5_3", "messages, LUA_5_4"})
  void golden_isWhatTheInterpreterPrints(String name, Level level)
      throws IOException, InterruptedException {
    GoldenScript script = new GoldenScript(name, level);
    assertThat(script.differences(script.runOnLua(directory))).isEmpty();
  }
}
