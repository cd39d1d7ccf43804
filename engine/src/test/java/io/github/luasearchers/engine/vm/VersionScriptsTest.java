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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts of one version of Lua whose output is to be what its interpreter writes. */
final class VersionScriptsTest {

  private static final String ADDRESS = "0x[0-9a-f]+";

  @TempDir Path directory;

  static List<Arguments> scripts() {
    List<Arguments> scripts = new ArrayList<>();
    for (Level level : Level.values()) {
      scripts.add(Arguments.of("calls", level));
      scripts.add(Arguments.of("gotos", level));
      scripts.add(Arguments.of("loops", level));
    }
    scripts.add(Arguments.of("close", Level.LUA_5_4));
    scripts.add(Arguments.of("close_ways", Level.LUA_5_4));
    scripts.add(Arguments.of("close_debug", Level.LUA_5_4));
    return scripts;
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void script_writesWhatIsExpected(String name, Level level) throws IOException {
    Shell shell = new Shell(level);
    byte[] source = resource(name + ".lua");
    shell.lua.instantiate(shell.lua.compile(source, "@" + name + ".lua"), shell.globals).invoke();
    assertThat(shell.output().replaceAll(ADDRESS, "0x0")).isEqualTo(golden(name, level));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void interpreter_writesTheSame(String name, Level level) throws Exception {
    Path script = directory.resolve(name + ".lua");
    Files.write(script, resource(name + ".lua"));
    File output = directory.resolve("output").toFile();
    Process process =
        new ProcessBuilder(Program.need("lua" + level.version()), script.getFileName().toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(output.toPath(), ISO_8859_1).replaceAll(ADDRESS, "0x0"))
        .isEqualTo(golden(name, level));
  }

  private static String golden(String name, Level level) throws IOException {
    return new String(
            resource(name + "_" + level.version().replace('.', '_') + ".golden"), ISO_8859_1)
        .replaceAll(ADDRESS, "0x0");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = VersionScriptsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
