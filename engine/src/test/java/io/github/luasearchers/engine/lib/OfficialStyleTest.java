package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes through the areas of Lua's own test suite, each case compared with lua5.2. */
final class OfficialStyleTest {

  private static final GoldenScript SCRIPT = new GoldenScript("areas");

  @TempDir Path directory;

  @Test
  void areas_giveWhatLua52Gives() throws IOException {
    assertThat(SCRIPT.differences(SCRIPT.run())).isEmpty();
  }

  @Test
  void golden_isWhatLua52Gives() throws IOException, InterruptedException {
    assumeThat(GoldenScript.hasLua()).as("Debian's lua5.2 is there").isTrue();
    assertThat(SCRIPT.differences(SCRIPT.runOnLua(directory))).isEmpty();
  }
}
