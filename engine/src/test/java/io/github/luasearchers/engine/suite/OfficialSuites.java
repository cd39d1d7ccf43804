package io.github.luasearchers.engine.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the official suite that is in the folder {@code suite.folder} at {@code suite.version}: each
 * file that the real interpreter passes must pass here, but for the lines of exceptions.tsv.
 */
class OfficialSuites {

  /**
   * What runs the others, what asks for much memory, what only defines a library, and {@code main},
   * which tests the command. {@code lua5.2} 5.2.4 itself fails in {@code strings} of 5.2.2.
   */
  private static final Map<String, Set<String>> LEFT_OUT =
      Map.of(
          "5.2", Set.of("all", "main", "checktable", "strings"),
          "5.3", Set.of("all", "main", "heavy", "checktable"),
          "5.4", Set.of("all", "main", "heavy", "tracegc"));

  /** How many files of the suites of 5.2.2, of 5.3.4 to 5.3.6, and of 5.4.6 there must be. */
  private static final Map<String, Integer> FEWEST = Map.of("5.2", 23, "5.3", 26, "5.4", 29);

  private static final int SECONDS = 60;
  private static final String PASSED = "passes";

  private final Path folder = folder();
  private final String version = System.getProperty("suite.version");

  @TempDir Path temp;

  private static Path folder() {
    try {
      return Path.of(System.getProperty("suite.folder")).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void suite_passesAsOnTheRealInterpreter() throws Exception {
    Map<String, String> verdicts = new LinkedHashMap<>();
    for (String name : names()) {
      List<Difference> differences = Difference.of(version, name + ".lua");
      String verdict = verdict(name + ".lua", differences);
      verdicts.put(name, verdict);
      System.out.printf("%-12s %s%n", name, verdict);
      differences.forEach(each -> System.out.printf("%12s but for %s%n", "", each.reason()));
    }
    verdicts.values().removeIf(PASSED::equals);
    assertThat(verdicts).isEmpty();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".lua"))
              .map(name -> name.substring(0, name.length() - ".lua".length()))
              .filter(name -> !LEFT_OUT.get(version).contains(name))
              .sorted()
              .toList();
      assertThat(names).hasSizeGreaterThanOrEqualTo(FEWEST.get(version));
      return names;
    }
  }

  /** Runs a file among the others of the suite: some read each other, and write beside them. */
  private String verdict(String file, List<Difference> differences)
      throws IOException, InterruptedException {
    Path copy = temp.resolve(file);
    copy(copy);
    List<String> lines = Files.readAllLines(copy.resolve(file), ISO_8859_1);
    for (Difference difference : differences) {
      lines = difference.without(lines);
    }
    Files.write(copy.resolve(file), lines, ISO_8859_1);
    return run(file, copy);
  }

  private void copy(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(folder.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private String run(String file, Path directory) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SuiteFile.class.getName(), version, file));
    File output = directory.resolve("output of the suite").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return "does not end in " + SECONDS + " seconds";
    }
    return process.exitValue() == 0 ? PASSED : "fails: " + error(output.toPath());
  }

  /** Returns the line of the output that says what went wrong. */
  private static String error(Path output) throws IOException {
    List<String> lines = Files.readAllLines(output, ISO_8859_1);
    return lines.stream()
        .filter(line -> line.startsWith("Exception in thread") || line.startsWith("Caused by"))
        .findFirst()
        .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
  }
}
