package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares what scripts can read of errors and of the debug library with each interpreter. */
@EnabledOnOs(OS.LINUX)
final class MessagesTest {

  @TempDir Path directory;

  static List<Arguments> scripts() {
    List<Arguments> scripts = new ArrayList<>();
    for (Level level : Level.values()) {
      scripts.add(Arguments.of("messages", level));
      scripts.add(Arguments.of("syntax", level));
      scripts.add(Arguments.of("inspect", level));
      if (level.hasIntegers()) {
        scripts.add(Arguments.of("operators", level));
      }
    }
    return scripts;
  }

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
