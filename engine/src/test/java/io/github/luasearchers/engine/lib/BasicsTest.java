package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Compares the basic functions, os and io with lua5.2 by some 7,000 calls. */
@EnabledOnOs(OS.LINUX)
final class BasicsTest {

  private static final GoldenScript SCRIPT = new GoldenScript("basics");
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

  @Test
  void calls_giveWhatLua52Gives() throws IOException {
    assertThat(SCRIPT.differences(SCRIPT.run(SEED, CALLS, STEPS, directory.toString()))).isEmpty();
  }

  @Test
  void golden_isWhatLua52Gives() throws IOException, InterruptedException {
    assumeThat(GoldenScript.hasLua()).as("Debian's lua5.2 is there").isTrue();
    String work = Files.createDirectory(directory.resolve("work")).toString();
    assertThat(SCRIPT.differences(SCRIPT.runOnLua(directory, SEED, CALLS, STEPS, work))).isEmpty();
  }
}
