package io.github.luasearchers.engine.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs generated programs in the engine and in the real interpreter for as many minutes as {@code
 * differential.minutes} says, half of them at each version. {@code differential.seed} makes the
 * programs the same again.
 */
class Differential {

  /** As many programs go to a process at once. */
  static final int BATCH = 300;

  /** After so many differences there is enough to do. */
  private static final int ENOUGH = 12;

  private final double minutes = Double.parseDouble(System.getProperty("differential.minutes"));
  private final long seed = Long.getLong("differential.seed", System.nanoTime());

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void programs_printWhatTheyPrintInTheRealInterpreter(int minor) throws Exception {
    String version = "5." + minor;
    RealSide real = new RealSide(Program.need("lua" + version), temp);
    EngineSide engine = new EngineSide(version, temp);
    Comparison comparison = new Comparison(real, engine, Known.of(version));
    System.out.println("differential.seed = " + seed);
    long end = System.nanoTime() + (long) (minutes / 2 * Duration.ofMinutes(1).toNanos());
    Set<String> different = new LinkedHashSet<>();
    long count = 0;
    while (System.nanoTime() < end && different.size() < ENOUGH) {
      List<ProgramText> batch = batch(seed + count, minor);
      count += BATCH;
      List<String> texts = batch.stream().map(ProgramText::text).toList();
      for (Comparison.Found found : comparison.differences(texts)) {
        if (different.size() < ENOUGH) {
          int[] choices = batch.get(found.place()).choices();
          different.add(Shrinker.shrink(comparison, minor, choices, found).toString());
        }
      }
    }
    System.out.println(count + " programs at " + version + ", " + different.size() + " differ");
    assertThat(different).as(String.join("\n", different)).isEmpty();
  }

  static List<ProgramText> batch(long seed, int minor) {
    List<ProgramText> programs = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      programs.add(ProgramText.of(Choices.random(seed + i), minor));
    }
    return programs;
  }
}
