package io.github.luasearchers.engine.vm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.testing.Program;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts of one version of Lua whose output is to be what its interpreter writes. */
final class VersionScriptsTest {

  private static final String ADDRESS = "0x[0-9a-f]+";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "calls,5.2",
    "calls,5.3",
    "calls,5.4",
    "close,5.4",
    "close_ways,5.4",
    "close_debug,5.4",
    "gotos,5.2",
    "gotos,5.3",
    "gotos,5.4",
    "loops,5.2",
    "loops,5.3",
    "loops,5.4"
  })
  void script_writesWhatIsExpected(String name, String version) throws IOException {
    Shell shell = new Shell(level(version));
    byte[] source = resource(name + ".lua");
    shell.lua.instantiate(shell.lua.compile(source, "@" + name + ".lua"), shell.globals).invoke();
    assertThat(shell.output().replaceAll(ADDRESS, "0x0")).isEqualTo(golden(name, version));
  }

  @ParameterizedTest
  @CsvSource({
    "calls,5.2",
    "calls,5.3",
    "calls,5.4",
    "close,5.4",
    "close_ways,5.4",
    "close_debug,5.4",
    "gotos,5.2",
    "gotos,5.3",
    "gotos,5.4",
    "loops,5.2",
    "loops,5.3",
    "loops,5.4"
  })
  void interpreter_writesTheSame(String name, String version) throws Exception {
    Path script = directory.resolve(name + ".lua");
    Files.write(script, resource(name + ".lua"));
    File output = directory.resolve("output").toFile();
    Process process =
        new ProcessBuilder(Program.need("lua" + version), script.getFileName().toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(output.toPath(), ISO_8859_1).replaceAll(ADDRESS, "0x0"))
        .isEqualTo(golden(name, version));
  }

  private static Level level(String version) {
    for (Level level : Level.values()) {
      if (level.version().equals(version)) {
        return level;
      }
    }
    throw new IllegalArgumentException(version);
  }

  private static String golden(String name, String version) throws IOException {
    return new String(resource(name + "_" + version.replace('.', '_') + ".golden"), ISO_8859_1)
        .replaceAll(ADDRESS, "0x0");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = VersionScriptsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
