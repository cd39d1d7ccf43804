package io.github.luasearchers.searchers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.testing.http.Corpus;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recording locks, and lock files that can't be used. */
class LockStepsTest {

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer();

  @Test
  void record_locksWhatTheServersHave_notWhatTheCacheHas() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=1000");
    search(settings(), "a");
    server.file("/a.lua", "return 2", "Cache-Control", "max-age=1000");
    for (String update : List.of("respect-http", "never")) {
      Settings record = settings().with("lock", "record").with("update", update);
      assertThat(search(record.with("mode", "prefer-cache"), "a")).isEqualTo("return 2");
      assertThat(locked("a")).isEqualTo(digest("return 2"));
      Files.delete(lockFile());
    }
    server.status("/a.lua", 500);
    assertThatThrownBy(() -> search(settings().with("lock", "record"), "a"))
        .hasMessageEndingWith("HTTP 500");
    assertThatThrownBy(() -> search(settings().with("lock", "record").with("mode", "offline"), "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lua.http.lock = record")
        .hasMessageContaining("lua.http.mode = offline")
        .satisfies(e -> Corpus.add("lock", "recording offline", e.getMessage()));
  }

  @Test
  void lockFile_thatIsAFolder_orCantBeWritten_isNamed() throws Exception {
    server.file("/a.lua", "return 1");
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Path below = Files.writeString(temp.resolve("file"), "").resolve("modules.lock");
    for (String mode : List.of("record", "verify", "frozen")) {
      assertThatThrownBy(
              () -> search(settings().with("lock-file", folder + "").with("lock", mode), "a"))
          .hasMessageContaining("the lock file '" + folder + "': it is a folder")
          .satisfies(e -> Corpus.add("lock", "folder, " + mode, e.getMessage()));
      assertThatThrownBy(
              () -> search(settings().with("lock-file", below + "").with("lock", mode), "a"))
          .hasMessageContaining("lock file '" + below + "'");
    }
  }

  private String search(Settings settings, String... modules) throws IOException {
    String text = "";
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      for (String module : modules) {
        text = HttpSearcherTest.text(searcher.search(module));
      }
    }
    return text;
  }

  private Digest locked(String module) throws IOException {
    return LockFile.open(lockFile(), LockFile.Mode.VERIFY, Optional.empty())
        .find(module)
        .orElseThrow()
        .digest();
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
