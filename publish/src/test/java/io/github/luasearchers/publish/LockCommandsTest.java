package io.github.luasearchers.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.searchers.http.HttpSearcherProvider;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.testing.http.Corpus;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that changed or moved: it is refused, found by the commands, and updated by them. */
class LockCommandsTest {

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer();
  private String out = "";

  @Test
  void changedModule_isRefused_checked_updated_andRuns() throws Exception {
    server.file("/a.lua", "return 1").file("/b.lua", "return 'b'");
    search(settings().with("lock", "record"), "a", "b");
    server.file("/a.lua", "return 2");
    Settings frozen = settings().with("lock", "frozen").with("cache", "memory");
    assertThatThrownBy(() -> search(frozen, "a"))
        .hasMessageContaining("'" + lockFile() + "'")
        .hasMessageContaining(digest("return 1").sri())
        .hasMessageContaining(digest("return 2").sri())
        .hasMessageContaining("run 'lock update a'")
        .satisfies(e -> Corpus.add("lock", "changed module", e.getMessage()));
    assertThat(command("lock", "check")).isEqualTo(1);
    assertThat(out)
        .contains("a: " + digest("return 1") + " is locked, " + digest("return 2") + " is at ")
        .contains("1 modules are as locked, 1 are not")
        .doesNotContain("b:");
    assertThat(command("lock", "update", "a")).isZero();
    assertThat(out).contains("a: was " + digest("return 1") + ", is " + digest("return 2"));
    assertThat(command("lock", "check")).isZero();
    assertThat(search(frozen, "a")).isEqualTo("return 2");
    assertThat(search(frozen, "b")).isEqualTo("return 'b'");
  }

  @Test
  void update_ofAll_takesWhatMoved_andAddsWhatIsNamed_orChangesNothing() throws Exception {
    server.file("/a.lua", "return 1").file("/b.lua", "return 2");
    search(settings().with("lock", "record"), "a", "b");
    server.remove("/a.lua").file("/a/init.lua", "return 1").file("/c.lua", "return 3");
    assertThatThrownBy(() -> search(settings().with("cache", "memory"), "a"))
        .hasMessageContaining("if it has moved, run 'lock update a'")
        .satisfies(e -> Corpus.add("lock", "module that moved", e.getMessage()));
    assertThatThrownBy(() -> search(settings().with("lock", "frozen"), "c"))
        .hasMessageContaining("is not in the lock file '" + lockFile() + "'")
        .hasMessageContaining("run 'lock update c'")
        .satisfies(e -> Corpus.add("lock", "module that is not locked", e.getMessage()));
    assertThat(command("lock", "update")).isZero();
    assertThat(out).contains("is at " + server.url() + "a/init.lua").contains("1 of 2 modules");
    assertThat(command("lock", "update", "c")).isZero();
    assertThat(search(settings().with("lock", "frozen"), "c")).isEqualTo("return 3");
    String before = Files.readString(lockFile());
    server.file("/b.lua", "return 4");
    assertThat(command("lock", "update", "b", "none")).isEqualTo(1);
    assertThat(Files.readString(lockFile())).isEqualTo(before);
  }

  private String search(Settings settings, String... modules) throws IOException {
    String text = "";
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      for (String module : modules) {
        SearchResult.Source found = (SearchResult.Source) searcher.search(module);
        text = found.content().asCharSource(UTF_8).read();
      }
    }
    return text;
  }

  /** Runs a command with the settings of this test. */
  private int command(String... words) {
    Map<String, String> properties =
        Map.of(
            "lua.http.repositories",
            server.url(),
            "lua.http.cache",
            "memory",
            "lua.http.retries",
            "0",
            "lua.http.lock-file",
            lockFile().toString());
    properties.forEach(System::setProperty);
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      PrintStream stream = new PrintStream(bytes, true, UTF_8);
      int status = Main.run(words, stream, stream);
      out = bytes.toString(UTF_8);
      return status;
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  private Path lockFile() {
    return temp.resolve("modules.lock");
  }

  private static Digest digest(String content) {
    return Digest.of(content.getBytes(UTF_8));
  }

  private Settings settings() {
    return Settings.of(server.url())
        .with("cache", temp.resolve("cache").toString())
        .with("lock-file", lockFile().toString());
  }
}
