package io.github.luasearchers.engine.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has {@link HarmlessCalls} call what patterns open, in a JVM of its own: no file, socket, process
 * or thread, nothing that is looked for on the class path, no changed state of the JVM.
 */
@Tag("slow")
class HarmlessCallsTest {

  @TempDir private Path dir;

  @Test
  void whatPatternsOpen_touchesNothing() throws Exception {
    List<String> lines = run();
    assertThat(without(lines, "classes: ", "constructors and ", "of these ", "calls: ")).isEmpty();
    assertThat(number(lines, "classes: ")).isGreaterThan(300);
    int members = number(lines, "constructors and methods: ");
    assertThat(members).isGreaterThan(5_000);
    if (Runtime.version().feature() == 17) {
      assertThat(Files.readString(Path.of("..", "docs", "sandbox.md")))
          .contains(
              String.format(
                  Locale.ROOT,
                  "All %,d constructors and methods of the %,d classes that patterns mean",
                  members,
                  number(lines, "classes: ")));
    }
    // The others have had no arguments but such as they refuse.
    assertThat(number(lines, "of these returned: ")).isGreaterThan(members * 85 / 100);
  }

  /** The witnesses see what they are there for. */
  @Test
  void whatTouchesSomething_isSeen() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "x");
    assertThat(run(file.toString()))
        .contains("jdk.FileRead " + file, "jdk.FileWrite " + file)
        .contains("jdk.ThreadStart", "property witness was null and is seen")
        .contains("looked for no/such/resource on the class path: misbehave")
        .anyMatch(line -> line.startsWith("jdk.ProcessStart "))
        .anyMatch(line -> line.startsWith("jdk.SocketRead "))
        .anyMatch(line -> line.startsWith("jdk.SocketWrite "));
  }

  private List<String> run(String... args) throws IOException, InterruptedException {
    Path out = dir.resolve("out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:off"); // The shared archive has no place for another system loader.
    command.add("-Djava.system.class.loader=" + WatchfulLoader.class.getName());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(HarmlessCalls.class.getName());
    command.addAll(Arrays.asList(args));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    int status = process.waitFor();
    List<String> lines = Files.readAllLines(out, UTF_8);
    assertThat(status).as(String.join("\n", lines)).isZero();
    return lines;
  }

  private static int number(List<String> lines, String before) {
    return lines.stream()
        .filter(line -> line.startsWith(before))
        .mapToInt(line -> Integer.parseInt(line.substring(before.length())))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> without(List<String> lines, String... starts) {
    return lines.stream()
        .filter(line -> Arrays.stream(starts).noneMatch(line::startsWith))
        .collect(Collectors.toList());
  }
}
