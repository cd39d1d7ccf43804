package com.example.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each page is run at each version of Lua, from its first block to its last. */
class PagesTest {

  /** What {@link PageRun} says of a text that nothing before it can have printed. */
  static final String UNCHECKED = "is compared elsewhere";

  /**
   * How many texts of a page are compared elsewhere: the demo's by {@code DemoTest}, those that
   * need a server by {@code HttpPageTest} of searchers-http, those with times by {@code TraceTest},
   * {@code FlightTest} and {@code RequireLogTest} of the engine.
   */
  static final Map<String, Integer> ELSEWHERE =
      Map.of("docs/modules.md", 1, "docs/http.md", 2, "docs/observing.md", 4);

  private static final List<String> VERSIONS = List.of("5.2", "5.3", "5.4");

  private static final List<String> LANGUAGES =
      List.of("java", "lua", "text", "sh", "xml", "properties", "kotlin");

  @TempDir private Path temp;

  @TestFactory
  Stream<DynamicTest> page_doesWhatItShows() throws Exception {
    return Page.all().stream()
        .filter(each -> each.blocks().stream().anyMatch(PagesTest::isRun))
        .flatMap(page -> VERSIONS.stream().map(version -> test(page, version)));
  }

  private DynamicTest test(Page page, String version) {
    return DynamicTest.dynamicTest(page.name() + " at " + version, () -> run(page, version));
  }

  private static boolean isRun(Block block) {
    return List.of("java", "lua", "text").contains(block.language());
  }

  private void run(Page page, String version) throws Exception {
    List<String> lines = report(page.file(), version);
    assertThat(lines).filteredOn(each -> !each.endsWith(UNCHECKED)).isEmpty();
    assertThat(lines).hasSize(ELSEWHERE.getOrDefault(page.name(), 0));
  }

  /** Runs a page in an empty folder, and returns what is wrong with it. */
  private List<String> report(Path page, String version) throws Exception {
    String name = page.getFileName() + "-" + version;
    Path folder = Files.createDirectory(temp.resolve(name + ".folder"));
    Path output = temp.resolve(name + ".output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // Each piece runs once: a better compiler never pays.
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-D" + Page.ROOT_PROPERTY + "=" + Page.ROOT,
                "-Dlua.version=" + version,
                "-cp",
                absolute(System.getProperty("java.class.path")),
                PageRun.class.getName(),
                page.toString(),
                version)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(() -> read(output)).isZero();
    return Files.readAllLines(output);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** What is wrong is seen: a check that can't fail is none. */
  @Test
  void wrongPage_isSeen() throws Exception {
    Path page =
        Files.writeString(
            temp.resolve("wrong.md"),
            """
            ```java
            1 + 1  // -> 3
            String text = 5;
            lua.eval("error('thrown')");
            System.out.println("one");
            ```

            ```text
            two
            ```

            ```lua
            print(1)  --> 2
            ```

            ```lua
            nothing.here = 1
            ```

            `src/main/java/Idle.java`:

            ```java
            public class Idle {}
            ```

            `src/main/java/Broken.java`:

            ```java
            public class Broken { int x = "text"; }
            ```

            ```sh
            mvn exec:java -Dexec.mainClass=Broken
            ```

            ```lua
            -- Lua 5.2 and 5.4
            print("marked")  --> other
            ```

            ```java
            // Lua 5.3
            lua.eval("error('at another version')");
            ```

            ```text
            what that prints
            ```
            """);
    String report = String.join("\n", report(page, "5.2"));
    assertThat(report)
        .contains("1 + 1 is 2 and not 3")
        .contains("does not compile: String text = 5;")
        .contains("LuaScriptException: script:1: thrown")
        .contains("this is printed:\none")
        .contains("this is printed:\n1")
        .contains("attempt to index global 'nothing'")
        .contains("nothing runs src/main/java/Idle.java")
        .contains("Broken.java:1: error: incompatible types")
        .contains("this is printed:\nmarked")
        .doesNotContain("at another version")
        .doesNotContain(UNCHECKED);
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .map(each -> Path.of(each).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void block_hasALanguageThatIsChecked() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    for (Page page : Page.all()) {
      for (Block block : page.blocks()) {
        assertThat(block.language()).as(block.place()).isIn(LANGUAGES);
        counts.merge(block.language(), 1, Integer::sum);
      }
    }
    assertThat(counts).as("there is something to check").containsKeys("java", "lua", "text", "sh");
  }
}
