package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that was started in the POSIX locale, whose names of files are of ASCII alone. */
class PosixLocaleTest {

  private static final String REASON =
      "Invalid or incomplete multibyte or wide character (sun.jnu.encoding is ANSI_X3.4-1968)";

  @TempDir private Path folder;

  @BeforeEach
  void onUnix() {
    assumeTrue(File.separatorChar == '/', "a POSIX locale is Unix's");
  }

  @Test
  void operations_onFilesAnswerAndTouchNoOther() throws Exception {
    Files.writeString(folder.resolve("?"), "other");
    Files.writeString(folder.resolve("plain"), "plain");
    assertThat(
            child(
                "local function say(...) print(select('#', ...), ...) end",
                "say(os.remove('é'))",
                "say(os.rename('é', 'x'))",
                "say(os.rename('plain', 'é'))",
                "say(os.remove('\\xff'))",
                "say(io.open('é', 'w'))",
                "say(io.open('é', 'a+'))",
                "say(io.open('é'))",
                "print(select(2, pcall(io.lines, 'é')))",
                "print(loadfile('é'))",
                "print(pcall(dofile, 'é'))",
                "print(os.rename('plain', 'moved'), os.remove('moved'))"))
        .containsExactly(
            "3\tnil\té: " + REASON + "\t84",
            "3\tnil\t" + REASON + "\t84",
            "3\tnil\t" + REASON + "\t84",
            "3\tnil\t\u00ff: " + REASON + "\t84",
            "3\tnil\té: " + REASON + "\t84",
            "3\tnil\té: " + REASON + "\t84",
            "3\tnil\té: " + REASON + "\t84",
            "cannot open file 'é' (" + REASON + ")",
            "nil\tcannot open é: " + REASON,
            "false\tcannot open é: " + REASON,
            "true\ttrue");
    assertThat(folder.toFile().list()).containsExactly("?");
    assertThat(folder.resolve("?")).hasContent("other");
  }

  @Test
  void require_saysWhatStandsInTheWay() throws Exception {
    Files.writeString(folder.resolve("?.lua"), "return 'other'");
    List<String> lines =
        child(
            "package.path = './?.lua'",
            "print(pcall(require, 'é'))",
            "print(package.searchpath('é', './?.lua'))",
            "print('', select(2, package.searchpath('\\xff', './?.lua')))");
    assertThat(lines)
        .contains(
            "\tno file './é.lua' (sun.jnu.encoding is ANSI_X3.4-1968)", "\tno file './\u00ff.lua'")
        .doesNotContain("true\tother");
  }

  @Test
  void sandbox_findsItsPlaces() throws Exception {
    Files.writeString(folder.resolve("inside.lua"), "return 'found'");
    List<String> lines =
        run(
            List.of("-Dlua.sandbox=true", "-Dlua.path=" + folder.toRealPath() + "/?.lua"),
            "print((require 'inside')) print(pcall(require, 'é'))");
    assertThat(lines).contains("found");
    assertThat(lines.toString()).contains("sun.jnu.encoding is ANSI_X3.4-1968");
  }

  @Test
  void output_isTheBytesOfTheScript() throws Exception {
    try (InputStream script = PosixLocaleTest.class.getResourceAsStream("binary_output.lua")) {
      String text = new String(script.readAllBytes(), UTF_8);
      assertThat(bytes(List.of(), text))
          .containsExactly(0x58, 0x97, 0xa5, 0xe6, 0x9c, 0xac, 0x0a, 0xff, 0x00, 0x0a);
    }
  }

  @Test
  void input_isTheBytesOfTheStream() throws Exception {
    assertThat(bytes(List.of(), "io.write(io.read('*a'))", "é\u00ff\0".getBytes(ISO_8859_1)))
        .isEqualTo("é\u00ff\0".getBytes(ISO_8859_1));
  }

  private List<String> child(String... script) throws Exception {
    return run(List.of(), String.join("\n", script));
  }

  private List<String> run(List<String> options, String script) throws Exception {
    // What is no UTF-8 in the test's output stands for itself.
    String text = new String(bytes(options, script), UTF_8);
    return text.replace('\uFFFD', '\u00ff').lines().toList();
  }

  private byte[] bytes(List<String> options, String script, byte... input) throws Exception {
    Path file = folder.resolve("script.txt");
    Files.writeString(file, script);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        Arrays.asList(
            "-cp", System.getProperty("java.class.path"), Child.class.getName(), file.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().write(input);
    process.getOutputStream().close();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  /** Runs a script of a file, which it removes. */
  static final class Child {

    private Child() {}

    public static void main(String[] args) throws IOException, javax.script.ScriptException {
      Path file = Path.of(args[0]);
      String script = Files.readString(file);
      Files.delete(file);
      LuaScriptEngine.builder().build().eval(script);
    }
  }
}
