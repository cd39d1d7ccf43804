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
 * Runs generated programs in the engine, interpreted and compiled, and in the real interpreter for
 * as many minutes as {@code differential.minutes} says, a third of them at each version. {@code
 * differential.seed} makes the programs the same again.
 */
class Differential {

  /** As many programs go to a process at once. */
  static final int BATCH = 300;

  /** Programs of functions, which are called often, take longer; less so the small ones. */
  private static final int SOME = 60;

  private static final int SMALL = 200;

  private static final int FEW = 15;

  /** How often functions are called so that some of them are compiled in the usual way. */
  private static final int MANY_ROUNDS = 300;

  /** How often they are called where they are compiled as soon as they have run a little. */
  static final int ROUNDS = 26;

  private static final int FEW_ROUNDS = 5;

  /** After how many instructions compiled code is left, in turn. */
  private static final int[] EXITS = {0, 17, 5, 101, 2, 31};

  /** After so many batches, of which some are of the same form, it begins again. */
  private static final int FORMS = 4;

  /** After so many differences there is enough to do. */
  private static final int ENOUGH = 12;

  private final double minutes = Double.parseDouble(System.getProperty("differential.minutes"));
  private final long seed = Long.getLong("differential.seed", System.nanoTime());

  /** At most so many programs at each version: a fixed seed then means the same programs. */
  private final long most = Long.getLong("differential.programs", Long.MAX_VALUE);

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void programs_printWhatTheyPrintInTheRealInterpreter(int minor) throws Exception {
    System.out.println("differential.seed = " + seed);
    long end = System.nanoTime() + (long) (minutes / 3 * Duration.ofMinutes(1).toNanos());
    Set<String> different = new LinkedHashSet<>();
    long count = 0;
    for (int turn = 0;
        count < most && System.nanoTime() < end && different.size() < ENOUGH;
        turn++) {
      Form form = form(minor, turn);
      boolean isLong = turn % 12 == 9;
      int exits = EXITS[(turn + turn / FORMS) % EXITS.length]; // each form meets each
      Comparison comparison = comparison(minor, form, isLong, exits);
      List<ProgramText> batch = batch(form, seed + count, minor).subList(0, size(form, isLong));
      count += batch.size();
      List<String> texts = batch.stream().map(ProgramText::text).toList();
      for (Comparison.Found found : comparison.differences(texts)) {
        if (different.size() < ENOUGH) {
          int[] choices = batch.get(found.place()).choices();
          Comparison one = comparison.only(found);
          different.add(Shrinker.shrink(one, form, minor, choices, found).toString());
        }
      }
    }
    System.out.println(count + " programs at 5." + minor + ", " + different.size() + " differ");
    assertThat(different).as(String.join("\n", different)).isEmpty();
  }

  private Comparison comparison(int minor, Form form, boolean isLong, int exits) throws Exception {
    String version = "5." + minor;
    RealSide real = new RealSide(Program.need("lua" + version), temp);
    Side compiled =
        isLong ? new EngineSide(version, temp, true) : new CompiledSide(version, temp, exits);
    int rounds = isLong ? MANY_ROUNDS : form == Form.STATEMENTS ? FEW_ROUNDS : ROUNDS;
    List<Side> engines = List.of(new EngineSide(version, temp), compiled);
    return new Comparison(real, engines, Known.of(version), rounds);
  }

  /** Returns what a batch is made of: statements use what 5.2 does not have. */
  static Form form(int minor, int turn) {
    return switch (turn % FORMS) {
      case 1 -> Form.FUNCTIONS;
      case 2 -> minor > 2 ? Form.STATEMENTS : Form.SHAPES;
      default -> Form.SHAPES;
    };
  }

  static int size(Form form, boolean isLong) {
    return switch (form) {
      case STATEMENTS -> BATCH;
      case FUNCTIONS -> isLong ? FEW : SOME;
      case SHAPES -> SMALL;
    };
  }

  static List<ProgramText> batch(Form form, long seed, int minor) {
    List<ProgramText> programs = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      programs.add(form.write(Choices.random(seed + i), minor));
    }
    return programs;
  }
}
