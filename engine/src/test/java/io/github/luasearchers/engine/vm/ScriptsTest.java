package io.github.luasearchers.engine.vm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.Program;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts whose output is to be what Lua's own interpreter writes, byte for byte. */
final class ScriptsTest {

  private static final String ADDRESS = "0x[0-9a-f]+";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "language",
        "errors",
        "coroutines",
        "closures",
        "garbage",
        "one_argument_room",
        "removed_key",
        "removed_kinds",
        "border_of_small_tables",
        "zero",
        "resume_running"
      })
  void script_writesWhatIsExpected(String name) throws IOException {
    Shell shell = new Shell();
    byte[] source = resource(name + ".lua");
    shell.lua.instantiate(shell.lua.compile(source, "@" + name + ".lua"), shell.globals).invoke();
    assertThat(shell.output().replaceAll(ADDRESS, "0x0"))
        .isEqualTo(new String(resource(name + ".golden"), ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "language",
        "errors",
        "coroutines",
        "closures",
        "garbage",
        "one_argument_room",
        "removed_key",
        "removed_kinds",
        "border_of_small_tables",
        "zero",
        "resume_running"
      })
  void interpreter_writesTheSame(String name) throws Exception {
    Path script = directory.resolve(name + ".lua");
    Files.write(script, resource(name + ".lua"));
    File output = directory.resolve("output").toFile();
    Process process =
        new ProcessBuilder(Program.need("lua5.2"), script.getFileName().toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(output.toPath(), ISO_8859_1).replaceAll(ADDRESS, "0x0"))
        .isEqualTo(new String(resource(name + ".golden"), ISO_8859_1));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ScriptsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
