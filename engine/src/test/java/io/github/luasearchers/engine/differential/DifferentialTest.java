package io.github.luasearchers.engine.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated programs find what they are to find. {@link Differential} looks with them. */
@Tag("slow")
final class DifferentialTest {

  /** The programs are the same each time. */
  private static final long SEED = 12;

  /** How long a fault may stay unfound. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** How often the functions of a program are called. */
  private static final int ROUNDS = 9;

  /** Programs that are tried with a change that is none. */
  private static final int BATCHES = 5;

  private static final String VERSION = "5.4";
  private static final int MINOR = 4;

  @TempDir Path temp;

  @Test
  void operators_meetEachPairOfOperandTypes() {
    Set<String> missing = new TreeSet<>();
    for (Kind left : Kind.ALL) {
      Expressions.UNARY.forEach(operator -> missing.add(operator + " " + left));
      for (Kind right : Kind.ALL) {
        Expressions.BINARY.forEach(operator -> missing.add(operator + " " + left + " " + right));
      }
    }
    for (int batch = 0; batch < 100 && !missing.isEmpty(); batch++) {
      batch(batch).forEach(program -> missing.removeAll(program.meetings()));
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "STATEMENTS, 3",
    "STATEMENTS, 4",
    "FUNCTIONS, 2",
    "FUNCTIONS, 4",
    "SHAPES, 2",
    "SHAPES, 3",
    "SHAPES, 4"
  })
  void program_isTheSame_forTheSameSeedAndForTheSameChoices(Form form, int minor) {
    for (long seed = SEED; seed < SEED + 50; seed++) {
      ProgramText program = form.write(Choices.random(seed), minor);
      assertThat(form.write(Choices.random(seed), minor).text()).isEqualTo(program.text());
      assertThat(form.write(Choices.again(program.choices()), minor).text())
          .isEqualTo(program.text());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void shape_isAProgramThatEnds_andThatTellsWhatItDoes(int minor) throws Exception {
    List<String> texts =
        Differential.batch(Form.SHAPES, SEED, minor).stream().map(ProgramText::text).toList();
    List<String> printed = new RealSide(Program.need("lua5." + minor), temp).run(texts, ROUNDS);
    assertThat(printed)
        .hasSameSizeAs(texts)
        .allSatisfy(each -> assertThat(each.lines()).hasSizeGreaterThan(ROUNDS))
        .allSatisfy(each -> assertThat(each).contains("\ntrue\n"));
  }

  static Stream<Fault> faults() {
    return Fault.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_isFound(Fault fault) throws Exception {
    Comparison right = comparison(new EngineSide(VERSION, temp));
    Comparison wrong = comparison(new FaultySide(new EngineSide(VERSION, temp), fault));
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int batch = 0; System.nanoTime() < end; batch++) {
      for (Comparison.Found found : wrong.differences(texts(batch))) {
        if (right.difference(found.text()).isEmpty()) {
          return;
        }
      }
    }
    throw new AssertionError("not found in " + PATIENCE + ": " + fault);
  }

  @Test
  void fault_isFound_forWhatItDoes() throws Exception {
    EngineSide engine = new EngineSide(VERSION, temp);
    Comparison changed = comparison(new FaultySide(engine, Fault.NO_CHANGE));
    Comparison right = comparison(engine);
    for (int batch = 0; batch < BATCHES; batch++) {
      List<Comparison.Found> found = changed.differences(texts(batch));
      assertThat(found).hasSameSizeAs(right.differences(texts(batch)));
    }
  }

  @Test
  void shrinking_leavesWhatDiffers() throws Exception {
    Fault fault = Fault.ALL.get(0);
    Comparison right = comparison(new EngineSide(VERSION, temp));
    Comparison wrong = comparison(new FaultySide(new EngineSide(VERSION, temp), fault));
    for (int batch = 0; ; batch++) {
      for (Comparison.Found found : wrong.differences(texts(batch))) {
        if (right.difference(found.text()).isEmpty()) {
          int[] choices = batch(batch).get(found.place()).choices();
          Comparison.Found small = Shrinker.shrink(wrong, Form.STATEMENTS, MINOR, choices, found);
          assertThat(small.text()).contains("//").hasSizeLessThan(found.text().length());
          return;
        }
      }
    }
  }

  private Comparison comparison(Side side) throws Exception {
    return new Comparison(
        new RealSide(Program.need("lua" + VERSION), temp), List.of(side), Known.of(VERSION), 1);
  }

  private static List<ProgramText> batch(int number) {
    return Differential.batch(Form.STATEMENTS, SEED + (long) number * Differential.BATCH, MINOR);
  }

  private static List<String> texts(int batch) {
    return batch(batch).stream().map(ProgramText::text).toList();
  }
}
