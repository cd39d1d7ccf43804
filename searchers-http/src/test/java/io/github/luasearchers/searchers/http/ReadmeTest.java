package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.http.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's way from nothing to a locked run without a network, gone in processes of its own.
 */
class ReadmeTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Path SHOWN =
      Path.of("src/test/java/io/github/luasearchers/searchers/http/LockedRun.java");

  @TempDir Path temp;

  @Test
  void readme_leadsToALockedRunWithoutANetwork() throws Exception {
    String readme = Files.readString(README).replaceAll("(?m)^   ", "");
    String source = Files.readString(SHOWN);
    assertThat(readme).contains(source.substring(source.indexOf("class LockedRun")));
    String module = between(readme, "```lua\nreturn function(name)", "```").replace("```lua\n", "");
    try (TestServer server = new TestServer()) {
      server.file("/greet.lua", module);
      assertThat(run(server, "record")).isEqualTo("Hello from afar, Lua!\n");
      assertThat(Files.readString(temp.resolve("lua-modules.lock"))).contains("\"greet\"");
      server.close();
      assertThat(run(server, "frozen", "-Dlua.http.mode=offline"))
          .isEqualTo("Hello from afar, Lua!\n");
    }
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start);
    return text.substring(from, text.indexOf(end, from + start.length()));
  }

  private String run(TestServer server, String lock, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlua.http.repositories=" + server.url(),
                "-Dlua.http.lock=" + lock,
                "-Dlua.http.cache=" + temp.resolve("cache")));
    command.addAll(List.of(more));
    command.addAll(
        List.of("-cp", absolute(System.getProperty("java.class.path")), LockedRun.class.getName()));
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
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(java.io.File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(java.io.File.pathSeparator, entries);
  }
}
