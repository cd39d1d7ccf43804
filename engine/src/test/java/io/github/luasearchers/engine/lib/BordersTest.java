package io.github.luasearchers.engine.lib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the length of 1,000 tables with gaps, after each step of filling them, with lua5.2.
 * Which border a table with gaps has hangs on its layout.
 */
final class BordersTest {

  private static final String[] ARGUMENTS = {"1", "1000"};
  private static final GoldenScript SCRIPT = new GoldenScript("borders", Level.LUA_5_2);

  /**
   * The tables that answer otherwise: where a key was cleared, PUC's hash may have a place for the
   * next that ours has not, or the other way round.
   */
  private static final List<String> KNOWN =
      List.of("162", "264", "479", "527", "567", "702", "897");

  @TempDir Path directory;

  @Test
  void length_isThatOfLua52() throws IOException {
    List<String> differences = SCRIPT.differences(SCRIPT.run(ARGUMENTS));
    assertThat(differences)
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .isEqualTo(KNOWN);
    assertThat(differences).allMatch(line -> line.contains("clear") || line.contains("remove"));
    assertThat(KNOWN.size()).isLessThanOrEqualTo(10);
  }

  @Test
  void golden_isWhatLua52Gives() throws IOException, InterruptedException {
    assertThat(SCRIPT.differences(SCRIPT.runOnLua(directory, ARGUMENTS))).isEmpty();
  }
}
