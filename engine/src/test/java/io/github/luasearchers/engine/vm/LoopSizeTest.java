package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * HotSpot takes no more methods into one that it compiles when both together have 8,000 bytes of
 * byte code, and then calls what would have to be fast. It says so.
 */
@Tag("slow")
final class LoopSizeTest {

  /** The release of Java that the figures are of. Later ones take in more elsewhere. */
  private static final int JUDGED = 17;

  /** What is compiled first, and with what profile, is not the same each time. */
  private static final int TRIES = 3;

  private static final String LOOP = "io.github.luasearchers.engine.vm.Interpreter::run";

  /**
   * Each in a JVM of its own, because what is taken in follows what has run. A program that mostly
   * calls library functions says nothing: HotSpot takes in as much of them as there is room for.
   */
  @ParameterizedTest
  @CsvSource({
    "5.2, fib, 22", "5.2, nbody, 2000", "5.2, sort, 2000", "5.2, trees, 8",
    "5.4, fib, 22", "5.4, nbody, 2000", "5.4, sort, 2000", "5.4, trees, 8"
  })
  void loop_isSmallEnoughForWhatBelongsInIt(String version, String program, String size)
      throws Exception {
    List<String> refused = List.of();
    for (int i = 0; i < TRIES; i++) {
      List<String> lines = compiled(version, program, size);
      assertThat(lines).anyMatch(line -> line.contains("inline (hot)"));
      refused = lines.stream().filter(line -> line.contains("size > DesiredMethodLimit")).toList();
      if (refused.isEmpty() || Runtime.version().feature() != JUDGED) {
        return;
      }
    }
    assertThat(refused).isEmpty();
  }

  private static List<String> compiled(String version, String program, String size)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-TieredCompilation",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=PrintInlining," + LOOP,
                "-cp",
                System.getProperty("java.class.path"),
                WarmLoop.class.getName(),
                version,
                Path.of("..", "benchmarks", "scripts", program + ".lua").toString(),
                size)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
