package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the scripts that a test class lists, here and on the interpreters that are installed. */
abstract class GoldenScripts {

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("scripts")
  void script_printsWhatTheInterpreterPrints(String name, Level level) throws IOException {
    GoldenScript script = new GoldenScript(name, level);
    assertThat(script.differences(script.run())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void golden_isWhatTheInterpreterPrints(String name, Level level)
      throws IOException, InterruptedException {
    GoldenScript script = new GoldenScript(name, level);
    assertThat(script.differences(script.runOnLua(directory))).isEmpty();
  }
}
