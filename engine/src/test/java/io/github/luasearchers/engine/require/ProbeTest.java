package io.github.luasearchers.engine.require;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Runs the project's probe on the engine and compares each line with what Debian's lua5.2, lua5.3
 * and lua5.4 said. The file {@code differences.txt} lists the lines that differ, and why.
 */
@Tag("slow")
final class ProbeTest {

  private static final Path PROBE = resource();
  private static final List<String> PROBES =
      List.of("require", "searchers", "paths", "compat", "libraries");
  private static final Map<String, Class<?>> LIBRARIES =
      Map.ofEntries(
          Map.entry("one", ProbeLibraries.One.class),
          Map.entry("ab", ProbeLibraries.AB.class),
          Map.entry("root", ProbeLibraries.Root.class),
          Map.entry("noopen", ProbeLibraries.NoOpen.class),
          Map.entry("v1only", ProbeLibraries.V1Only.class),
          Map.entry("v1both", ProbeLibraries.V1Both.class),
          Map.entry("v1old", ProbeLibraries.V1Old.class),
          Map.entry("av1b", ProbeLibraries.AV1B.class),
          Map.entry("raises", ProbeLibraries.Raises.class),
          Map.entry("empty", ProbeLibraries.Empty.class),
          Map.entry("both", ProbeLibraries.Both.class));

  private Path root;

  private static Path resource() {
    try {
      return Path.of(ProbeTest.class.getResource("probe").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Arguments> probes() {
    List<Arguments> all = new ArrayList<>();
    for (Level level : Level.values()) {
      for (String probe : PROBES) {
        all.add(Arguments.of(probe, level));
      }
    }
    return all.stream();
  }

  /** A short name, as Lua cuts the long names of files in messages. */
  @BeforeEach
  void copyModules() throws IOException {
    root = Files.createTempDirectory("lua");
    copy(PROBE.resolve("modules"));
    for (String probe : PROBES) {
      Files.copy(PROBE.resolve(probe + ".lua"), root.resolve(probe + ".lua"));
    }
    Files.copy(PROBE.resolve("harness.lua"), root.resolve("harness.lua"));
  }

  private void copy(Path modules) throws IOException {
    try (Stream<Path> files = Files.walk(modules)) {
      for (Path file : files.toList()) {
        Path copy = root.resolve(modules.relativize(file).toString());
        if (!Files.isDirectory(file)) {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  @AfterEach
  void removeModules() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("probes")
  void engine_answersAsTheInterpretersDid(String probe, Level level) throws IOException {
    Map<String, String> expected = lines(golden(probe, level));
    expected.putAll(differences(probe, level, expected));
    assertThat(lines(engine(probe, level))).containsExactlyEntriesOf(expected);
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("probes")
  void interpreter_answersAsItDid(String probe, Level level) throws Exception {
    String interpreter = Program.need("lua" + level.version());
    buildSharedObjects(Program.need("gcc"), level);
    assertThat(lines(interpreter(interpreter, probe)))
        .containsExactlyEntriesOf(lines(golden(probe, level)));
  }

  private static String golden(String probe, Level level) throws IOException {
    return Files.readString(
        PROBE.resolve("golden").resolve(probe + "-" + level.version() + ".txt"), UTF_8);
  }

  private String engine(String probe, Level level) throws IOException {
    for (Map.Entry<String, String> library : libraries().entrySet()) {
      JarLibraries.write(
          root.resolve(library.getKey() + ".jar"), LIBRARIES.get(library.getValue()));
    }
    Files.writeString(root.resolve("garbage.jar"), "no library\n");
    Files.createDirectory(root.resolve("dir.jar"));
    LuaValue[] args = {
      LuaValue.valueOf(probe), LuaValue.valueOf(root.toString()), LuaValue.valueOf("jar")
    };
    try (Universe universe = Universe.at(level).set("lua.searchers", FOUR).open()) {
      byte[] harness = Files.readAllBytes(PROBE.resolve("harness.lua"));
      LuaString text =
          universe
              .lua
              .instantiate(universe.lua.compile(harness, "@harness.lua"), universe.lua)
              .invoke(LuaValue.varargsOf(args))
              .checkstring(1);
      return new String(text.m_bytes, text.m_offset, text.m_length, UTF_8);
    }
  }

  private static final String FOUR = "preload, path, cpath, all-in-one";

  private static Map<String, String> libraries() throws IOException {
    Map<String, String> libraries = new TreeMap<>();
    for (String line : Files.readAllLines(PROBE.resolve("libraries.txt"))) {
      libraries.put(line.split(" ")[1], line.split(" ")[0]);
    }
    return libraries;
  }

  private void buildSharedObjects(String compiler, Level level) throws Exception {
    for (Map.Entry<String, String> library : libraries().entrySet()) {
      Path file = root.resolve(library.getKey() + ".so");
      Files.createDirectories(file.getParent());
      output(
          compiler,
          "-shared",
          "-fPIC",
          "-D" + library.getValue(),
          "-DLEVEL_" + level.version().replace(".", ""),
          "-o",
          file.toString(),
          PROBE.resolve("libraries.c").toString());
    }
    Files.writeString(root.resolve("garbage.so"), "no library\n");
    Files.createDirectory(root.resolve("dir.so"));
  }

  private String interpreter(String interpreter, String probe) throws Exception {
    return output(
        interpreter, root.resolve("harness.lua").toString(), probe, root.toString(), "so");
  }

  private String output(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  /** Returns the cases of a probe and what they came to. */
  private static Map<String, String> lines(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      int colon = line.indexOf(": ");
      assertThat(lines.put(line.substring(0, colon), line.substring(colon + 2)))
          .as("a case named twice: " + line)
          .isNull();
    }
    return lines;
  }

  /**
   * Reads which lines differ. Each difference is a paragraph: {@code probe: case}, the levels, why,
   * and the line as the engine gives it.
   */
  private static Map<String, String> differences(
      String probe, Level level, Map<String, String> golden) {
    Map<String, String> differences = new TreeMap<>();
    try {
      for (String paragraph : Files.readString(PROBE.resolve("differences.txt")).split("\n\n")) {
        String[] lines = paragraph.split("\n");
        if (!lines[0].startsWith(probe + ": ") || !lines[1].contains(level.version())) {
          continue;
        }
        String name = lines[0].substring(probe.length() + 2);
        String ours = lines[lines.length - 1].stripTrailing();
        assertThat(golden).as(paragraph).containsKey(name);
        assertThat(golden.get(name)).as("no difference: " + paragraph).isNotEqualTo(ours);
        differences.put(name, ours);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return differences;
  }
}
