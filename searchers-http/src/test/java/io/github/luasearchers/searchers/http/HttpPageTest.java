package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.http.TestServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of docs/http.md from nothing to a locked run without a network, gone in processes of its
 * own, with the module, the program and the settings that the page shows.
 */
class HttpPageTest {

  private static final Path PAGE = Path.of("..", "docs", "http.md");
  private static final Path PROGRAM =
      Path.of("src/test/java/io/github/luasearchers/searchers/http/LockedRun.java");
  private static final String SERVER = "http://localhost:8000/";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w+)\n(.*?)^ *```$");
  private static final Pattern SETTING = Pattern.compile("-Dlua\\.\\S+");
  private static final Pattern HASH = Pattern.compile("sha256-\\w+\\.\\.\\.");

  @TempDir Path temp;

  @Test
  void page_leadsToALockedRunWithoutANetwork() throws Exception {
    assertThat(Files.readString(PROGRAM))
        .endsWith("\n\n" + blocks("java", "class LockedRun").get(0));
    String module = blocks("lua", "return function(name)").get(0);
    List<String> commands = blocks("sh", "-Dexec.mainClass=LockedRun");
    List<String> printed = blocks("text", "");
    assertThat(commands).hasSize(2);
    try (TestServer server = new TestServer()) {
      server.file("/greet.lua", module);
      assertThat(run(server, commands.get(0), "cache")).isEqualTo(printed.get(0));
      assertThat(Files.readString(temp.resolve("lua-modules.lock"))).contains("\"greet\"");

      server.file("/greet.lua", module + "-- changed\n");
      String online = commands.get(1).replace("-Dlua.http.mode=offline", "");
      assertThat(run(server, online, "empty")).containsPattern(message(server, printed.get(1)));

      server.close();
      assertThat(run(server, commands.get(1), "cache")).isEqualTo(printed.get(0));
    }
  }

  /** Returns the page's blocks of a language that have some text, without their indentation. */
  private static List<String> blocks(String language, String text) throws Exception {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    while (block.find()) {
      if (block.group(1).equals(language) && block.group(2).contains(text)) {
        blocks.add(block.group(2).replaceAll("(?m)^   ", ""));
      }
    }
    return blocks;
  }

  /** Returns a message of the page as it is with this server, whatever its hashes. */
  private static Pattern message(TestServer server, String shown) {
    String line = shown.strip().replace('\n', ' ').replace(SERVER, server.url());
    return Pattern.compile(
        Stream.of(HASH.split(line)).map(Pattern::quote).collect(Collectors.joining("sha256-\\S+")));
  }

  /** Runs the program with the settings of a command. */
  private String run(TestServer server, String shown, String cache) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dlua.http.cache=" + temp.resolve(cache));
    Matcher setting = SETTING.matcher(shown);
    while (setting.find()) {
      command.add(setting.group().replace(SERVER, server.url()));
    }
    command.add("-cp");
    command.add(absolute(System.getProperty("java.class.path")));
    command.add(LockedRun.class.getName());
    Path output = temp.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .map(each -> Path.of(each).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
