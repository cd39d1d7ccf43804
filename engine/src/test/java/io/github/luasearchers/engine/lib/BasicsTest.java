package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the basic functions, os and io with each level's interpreter by some 7,000 calls. */
@EnabledOnOs(OS.LINUX)
final class BasicsTest {

  private static final String SEED = "42";
  private static final String CALLS = "4000";
  private static final String STEPS = "2500";

  private final TimeZone zone = TimeZone.getDefault();

  @TempDir Path directory;

  @BeforeEach
  void useGreenwich() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(zone);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void calls_giveWhatTheInterpreterGives(Level level) throws IOException {
    GoldenScript script = new GoldenScript("basics", level);
    assertThat(script.differences(script.run(SEED, CALLS, STEPS, directory.toString()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void golden_isWhatTheInterpreterGives(Level level) throws IOException, InterruptedException {
    GoldenScript script = new GoldenScript("basics", level);
    String work = Files.createDirectory(directory.resolve("work")).toString();
    assertThat(script.differences(script.runOnLua(directory, SEED, CALLS, STEPS, work))).isEmpty();
  }
}
