package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.testing.http.Corpus;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Only a 404 means that a repository does not have a module. Whatever else the first one says, the
 * second one's code, which may be a stranger's, does not run.
 */
class NotHereTest {

  private static final String EVIL = "return 'from the second repository'";

  @TempDir Path temp;
  @AutoClose private final TestServer second = new TestServer().file("/a.lua", EVIL);

  /** Answers that say something else than 404, or nothing. */
  static List<String> responses() {
    return List.of(
        "HTTP/1.1 304 Not Modified\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nContent-Length: 8\r\n\r\n",
        "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nreturn",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnone",
        "HTTP/1.1 201 Created\r\nContent-Length: 8\r\n\r\nreturn 1",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 206 Partial Content\r\nContent-Length: 4\r\n\r\nretu",
        "HTTP/1.1 300 Multiple Choices\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: /a.lua\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 407 Proxy\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 416 Range\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 451 Legal\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 504 Timeout\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n",
        "\u0015\u0003\u0003\u0000\u0002\u0002\u0050",
        "HTTP/0.9 404\r\n\r\n",
        "");
  }

  @ParameterizedTest
  @MethodSource("responses")
  void anythingButA404_fails_unlessAnyErrorWillDo(String answer) throws Exception {
    try (RawServer first = RawServer.saying(answer)) {
      for (String update : List.of("respect-http", "never", "always", "interval:1h")) {
        Settings settings = settings(first.url()).with("update", update);
        try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
          assertThatThrownBy(() -> searcher.search("a"))
              .as(update)
              .isInstanceOf(IOException.class)
              .hasMessageStartingWith("cannot fetch '" + first.url() + "a.lua': ")
              .satisfies(e -> Corpus.add("answers", answer + update, e.getMessage()));
        }
      }
      Settings any = settings(first.url()).with("one.fallback", "any-error");
      try (LuaSearcher searcher = new HttpSearcherProvider().create(any)) {
        assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo(EVIL);
      }
    }
  }

  @Test
  void a404_thatWasReceivedOrIsKept_isNotHere() throws Exception {
    try (TestServer first = new TestServer()) {
      for (String mode : List.of("online", "prefer-cache", "offline")) {
        Settings settings = settings(first.url()).with("cache", folder()).with("mode", mode);
        try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
          assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo(EVIL);
        }
      }
      assertThat(first.requests()).hasSize(1);
    }
  }

  @Test
  void offline_withNoneButALaterRepositoryInTheCache_fails() throws Exception {
    Settings before = Settings.of("two").with("two.url", second.url()).with("path", "?.lua");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(before.with("cache", folder()))) {
      searcher.search("a");
    }
    try (TestServer first = new TestServer()) {
      Settings settings = settings(first.url()).with("cache", folder()).with("mode", "offline");
      try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
        assertThatThrownBy(() -> searcher.search("a"))
            .hasMessage("cannot fetch '" + first.url() + "a.lua': offline, not in cache");
      }
      try (LuaSearcher searcher =
          new HttpSearcherProvider().create(settings.with("fallback", "any-error"))) {
        assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo(EVIL);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blobs", "answers"})
  void damagedCache_fails(String part) throws Exception {
    try (TestServer first = new TestServer()) {
      first.file("/a.lua", "return 'right'", "Cache-Control", "max-age=1000");
      Settings settings = settings(first.url()).with("cache", folder());
      try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
        assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("return 'right'");
      }
      Files.walk(temp.resolve("cache/v1").resolve(part))
          .filter(Files::isRegularFile)
          .forEach(NotHereTest::damage);
      try (LuaSearcher searcher =
          new HttpSearcherProvider().create(settings.with("mode", "offline"))) {
        assertThatThrownBy(() -> searcher.search("a"))
            .hasMessageEndingWith("offline, not in cache")
            .satisfies(e -> Corpus.add("answers", "damaged " + part, e.getMessage()));
      }
      first.close();
      try (LuaSearcher searcher =
          new HttpSearcherProvider().create(settings.with("mode", "online"))) {
        if (part.equals("answers")) {
          assertThatThrownBy(() -> searcher.search("a")).hasMessageEndingWith("was refused");
        } else {
          assertThatThrownBy(() -> searcher.search("a")).isInstanceOf(IOException.class);
        }
      }
    }
  }

  private static void damage(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      content[content.length / 2] ^= 1;
      Files.write(file, content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void moduleThatTheIndexNames_andTheServerLacks_fails() throws Exception {
    String digest = Digest.of("return 1".getBytes(StandardCharsets.UTF_8)).hex();
    try (TestServer first = new TestServer()) {
      first.file(
          "/lua-modules.json",
          "{\"format\": 1, \"modules\": {\"a\": {\"path\": \"a.lua\", \"size\": 8, \"sha256\": \""
              + digest
              + "\"}}}");
      Settings settings = settings(first.url()).with("one.index", "true");
      try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
        assertThatThrownBy(() -> searcher.search("a"))
            .hasMessageContaining("names module 'a', and there is no file");
      }
      Settings offline = settings.with("mode", "offline");
      try (LuaSearcher searcher = new HttpSearcherProvider().create(offline)) {
        assertThatThrownBy(() -> searcher.search("a")).hasMessageEndingWith("not in cache");
      }
    }
  }

  @Test
  void folderThatIsNotThere_orFileThatCantBeRead_fails() throws Exception {
    Path gone = temp.resolve("not-mounted");
    Settings settings = settings(gone.toUri().toString());
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageEndingWith("there is no folder '" + gone + "'");
    }
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Files.createSymbolicLink(folder.resolve("a.lua"), Path.of("a.lua"));
    try (LuaSearcher searcher =
        new HttpSearcherProvider().create(settings(folder.toUri().toString()))) {
      assertThatThrownBy(() -> searcher.search("a")).isInstanceOf(IOException.class);
      assertThat(searcher.search("b")).isInstanceOf(SearchResult.NotFound.class);
    }
  }

  private String folder() {
    return temp.resolve("cache").toString();
  }

  private Settings settings(String first) {
    return Settings.of("one, two")
        .with("one.url", first)
        .with("two.url", second.url())
        .with("path", "?.lua")
        .with("breaker-failures", "1000000")
        .with("headers-timeout", "5s");
  }
}
