package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes through the areas of Lua's own test suite, each case compared with lua5.2. */
final class OfficialStyleTest {

  private static final GoldenScript SCRIPT = new GoldenScript("areas", Level.LUA_5_2);

  @TempDir Path directory;

  @Test
  void areas_giveWhatLua52Gives() throws IOException {
    assertThat(SCRIPT.differences(SCRIPT.run())).isEmpty();
  }

  @Test
  void golden_isWhatLua52Gives() throws IOException, InterruptedException {
    assertThat(SCRIPT.differences(SCRIPT.runOnLua(directory))).isEmpty();
  }
}
