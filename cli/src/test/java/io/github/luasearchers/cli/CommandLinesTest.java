package io.github.luasearchers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The command does what Debian's interpreters do, to the letter. */
final class CommandLinesTest {

  /** The rows that differ, by their arguments, with the reason. */
  private static final Map<List<String>, String> DIFFERENT =
      Map.of(List.of("--help"), "the command has this option, to list those that are its own");

  private static final int MOST_DIFFERENT = 14;

  @TempDir static Path temp;

  @TestFactory
  List<DynamicTest> commandLine_endsAsPucs() throws Exception {
    List<CommandLine> rows = CommandLine.all();
    List<CommandLine.Outcome> outcomes = outcomes(rows.size());
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      CommandLine row = rows.get(i);
      CommandLine.Outcome outcome = outcomes.get(i).normalised();
      if (!DIFFERENT.containsKey(row.args())) {
        tests.add(
            DynamicTest.dynamicTest(
                row.title(), () -> assertThat(outcome).isEqualTo(row.expected().normalised())));
      }
    }
    return tests;
  }

  @Test
  void rows_thatDifferAreFew() throws Exception {
    List<CommandLine> rows = CommandLine.all();
    assertThat(rows).hasSize(282);
    assertThat(rows)
        .filteredOn(row -> DIFFERENT.containsKey(row.args()))
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(MOST_DIFFERENT);
  }

  private static List<CommandLine.Outcome> outcomes(int count) throws Exception {
    Path folder = Fixtures.copyTo(temp.resolve("folder"));
    Path results = temp.resolve("results");
    Child child = Child.run(folder, CommandLines.class, results.toString());
    assertThat(child.status()).as(child.output()).isZero();
    return CommandLines.read(results, count);
  }
}
