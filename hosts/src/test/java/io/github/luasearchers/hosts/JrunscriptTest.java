package io.github.luasearchers.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.io.ByteSource;
import io.github.luasearchers.engine.LuaScriptEngineFactory;
import io.github.luasearchers.spi.LuaSearcher;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;

/** The JDK's own host, in a process of its own. LuaJ's engine is on its class path as well. */
class JrunscriptTest {

  @TempDir Path folder;

  record Result(int status, String out, String err) {}

  @Test
  void expression_isRun() throws Exception {
    Result result = jrunscript("", "-e", "print('😀', 1 + 2)");
    assertThat(result.out).isEqualToIgnoringNewLines("😀\t3");
    assertThat(result.status).isZero();
  }

  @Test
  void version_isThatOfTheLanguagesName() throws Exception {
    for (String version : List.of("5.2", "5.3", "5.4")) {
      Result result = run("lua" + version, "", "-e", "print(_VERSION)");
      assertThat(result.out).isEqualToIgnoringNewLines("Lua " + version);
    }
  }

  @Test
  void file_isRunWithItsArguments() throws Exception {
    Path script = folder.resolve("main.lua");
    Files.writeString(script, "for i = 1, #arguments do print(i, arguments[i]) end print(n)");
    Result result = jrunscript("", "-e", "n = 7", "-f", script.toString(), "one", "two");
    assertThat(result.out.lines()).containsExactly("1\tone", "2\ttwo", "7");
  }

  @Test
  void errors_sayWhere() throws Exception {
    Path script = folder.resolve("bad.lua");
    Files.writeString(script, "local x\nx.y = 1\n");
    Result result = run("lua5.2", "", "-f", script.toString());
    assertThat(result.err).contains("bad.lua").contains("attempt to index local 'x'");
    assertThat(result.status).isNotZero();
    Files.writeString(script, "print('a'\n\nx x");
    assertThat(jrunscript("", "-f", script.toString()).err)
        .contains("')' expected")
        .contains("line number 3");
  }

  @Test
  void input_isRead() throws Exception {
    Path script = folder.resolve("read.lua");
    Files.writeString(script, "print(io.read(), io.read('*a'))");
    Result result = jrunscript("first ğ\nrest\nmore", "-f", script.toString());
    assertThat(result.out.replace("\r", "")).isEqualTo("first ğ\trest\nmore\n");
  }

  @Test
  void console_readsAndPrints() throws Exception {
    Result result = jrunscript("x = 20\nprint(x + 1)\n");
    assertThat(result.out).contains("21");
    assertThat(result.err).contains("lua>");
  }

  @Test
  void engines_listTheLanguage() throws Exception {
    String standard = new LuaScriptEngineFactory().getLanguageVersion();
    assertThat(jrunscript("", "-q").err)
        .contains("Language lua " + standard + " implementation \"LuaSearchers\"")
        .contains("Language lua5.2 5.2 implementation \"LuaSearchers 5.2\"")
        .contains("Language lua5.3 5.3 implementation \"LuaSearchers 5.3\"")
        .contains("Language lua5.4 5.4 implementation \"LuaSearchers 5.4\"");
  }

  private Result jrunscript(String input, String... arguments)
      throws IOException, InterruptedException, URISyntaxException {
    return run("lua", input, arguments);
  }

  private Result run(String language, String input, String... arguments)
      throws IOException, InterruptedException, URISyntaxException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jrunscript");
    assumeTrue(Files.isExecutable(program), "this Java has no jrunscript");
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("-J-Dfile.encoding=UTF-8", "-J-Dstdout.encoding=UTF-8"));
    command.addAll(List.of("-J-Dstdin.encoding=UTF-8", "-J-Dsun.jnu.encoding=UTF-8"));
    command.addAll(List.of("-cp", classPath(), "-l", language));
    command.addAll(List.of(arguments));
    Path in = Files.writeString(folder.resolve("in.txt"), input);
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process =
        builder
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  /** Returns what an application has to have: the engine, the contract, LuaJ and Guava. */
  private static String classPath() throws URISyntaxException {
    StringJoiner path = new StringJoiner(File.pathSeparator);
    for (Class<?> each :
        List.of(
            LuaScriptEngineFactory.class, LuaSearcher.class, LuaValue.class, ByteSource.class)) {
      path.add(
          Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return path.toString();
  }
}
