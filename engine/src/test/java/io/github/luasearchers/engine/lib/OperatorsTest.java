package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares each operator, by constants and by variables, on each pair of some fifty numbers and
 * strings with each version's interpreter; and their texts, keys and loops.
 */
final class OperatorsTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Level.class)
  void operators_giveWhatTheInterpreterGives(Level level) throws IOException {
    GoldenScript script = new GoldenScript("numbers", level);
    assertThat(script.differences(script.run())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void golden_isWhatTheInterpreterGives(Level level) throws IOException, InterruptedException {
    GoldenScript script = new GoldenScript("numbers", level);
    assertThat(script.differences(script.runOnLua(directory))).isEmpty();
  }
}
