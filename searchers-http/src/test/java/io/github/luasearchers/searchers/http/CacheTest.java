package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.searchers.http.HttpEvent.Kind;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the network a second time, and what the cache answers alone. */
class CacheTest {

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer();
  private final List<HttpEvent> events = Collections.synchronizedList(new ArrayList<>());

  // ---- fresh and stale

  @ParameterizedTest
  @ValueSource(strings = {"memory", "disk"})
  void freshFile_isNotAskedForAgain_andSurvivesTheEngine(String place) throws Exception {
    server.file("/a.lua", "1", "Cache-Control", "max-age=1000");
    Settings settings = settings();
    if (place.equals("memory")) {
      settings.with("cache", "memory");
    }
    try (LuaSearcher searcher = searcher(settings)) {
      assertText(searcher, "a", "1");
      assertText(searcher, "a", "1");
    }
    assertThat(server.requests()).hasSize(1);
    try (LuaSearcher searcher = searcher(settings)) {
      assertText(searcher, "a", "1");
    }
    assertThat(server.requests()).hasSize(place.equals("memory") ? 2 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "Cache-Control, no-cache",
    "Cache-Control, 'max-age=0, must-revalidate'",
    "Expires, 0",
    "X-None, none"
  })
  void staleFile_isAskedAboutByItsTag(String name, String value) throws Exception {
    server.on(
        "/a.lua",
        exchange -> {
          boolean same = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
          byte[] body = same ? new byte[0] : new byte[] {'1'};
          TestServer.send(exchange, same ? 304 : 200, body, "ETag", "\"v1\"", name, value);
        });
    try (LuaSearcher searcher = searcher(settings())) {
      assertText(searcher, "a", "1");
      assertText(searcher, "a", "1");
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().get(1).header("If-None-Match")).isEqualTo("\"v1\"");
      assertThat(kinds()).contains(Kind.REVALIDATED);
    }
  }

  @Test
  void newFile_takesThePlaceOfTheOld() throws Exception {
    server.file("/a.lua", "1", "ETag", "\"v1\"");
    try (LuaSearcher searcher = searcher(settings())) {
      assertText(searcher, "a", "1");
      server.file("/a.lua", "2", "ETag", "\"v2\"", "Cache-Control", "max-age=100");
      assertText(searcher, "a", "2");
      assertText(searcher, "a", "2");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void lastModified_isGoodForATenthOfItsAge_andForAnHourAtMost() throws Exception {
    server.file("/a.lua", "1", "Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT", "Age", "7200");
    server.file("/b.lua", "1", "Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT");
    try (LuaSearcher searcher = searcher(settings())) {
      for (int i = 0; i < 2; i++) {
        assertText(searcher, "a", "1");
        assertText(searcher, "b", "1");
      }
      assertThat(server.paths()).containsExactly("/a.lua", "/b.lua", "/a.lua");
      assertThat(server.requests().get(2).header("If-Modified-Since"))
          .isEqualTo("Mon, 02 Jan 2006 15:04:05 GMT");
    }
  }

  private static String date(int seconds) {
    return java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
        java.time.ZonedDateTime.now(java.time.ZoneOffset.UTC).plusSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"Cache-Control, 'no-store, max-age=100'", "Vary, Accept-Language", "Vary, *"})
  void whatMustNotBeKept_isNotKept(String name, String value) throws Exception {
    server.file("/a.lua", "a secret of the moment", name, value, "Last-Modified", date(-90000));
    try (LuaSearcher searcher = searcher(settings())) {
      assertText(searcher, "a", "a secret of the moment");
      assertText(searcher, "a", "a secret of the moment");
      assertThat(server.requests()).hasSize(2);
    }
    assertThat(filesWith(temp, "a secret of the moment")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"never, 1", "always, 2", "interval:1h, 1", "interval:0s, 2", "respect-http, 2"})
  void updatePolicy_decides(String policy, int requests) throws Exception {
    server.file("/a.lua", "1", "Cache-Control", "max-age=0");
    server.file("/b.lua", "1", "Cache-Control", "max-age=1000");
    try (LuaSearcher searcher = searcher(settings().with("update", policy))) {
      assertText(searcher, "a", "1");
      assertText(searcher, "a", "1");
      assertThat(server.requests()).hasSize(requests);
      assertText(searcher, "b", "1");
      assertText(searcher, "b", "1");
      boolean asks = policy.equals("always") || policy.equals("interval:0s");
      assertThat(server.requests()).hasSize(requests + (asks ? 2 : 1));
    }
  }

  // ---- what is not there

  @Test
  void missingFile_isRememberedForAWhile() throws Exception {
    try (LuaSearcher searcher = searcher(settings())) {
      searcher.search("a");
      assertThat(sentence(searcher.search("a")))
          .isEqualTo("no file '" + server.url() + "a.lua' (404, cached)");
      assertThat(server.requests()).hasSize(1);
      assertThat(kinds()).contains(Kind.NEGATIVE_HIT);
    }
    try (LuaSearcher searcher = searcher(settings().with("missing", "0s"))) {
      assertThat(sentence(searcher.search("b"))).endsWith("(404)");
      assertThat(sentence(searcher.search("b"))).endsWith("(404)");
    }
  }

  @Test
  void missingFile_thatCameMeanwhile_isFoundWhenTheTimeIsOver_whateverThePolicy() throws Exception {
    try (LuaSearcher searcher =
        searcher(settings().with("missing", "1s").with("update", "never"))) {
      searcher.search("a");
      server.file("/a.lua", "1");
      assertThat(searcher.search("a")).isInstanceOf(SearchResult.NotFound.class);
      Thread.sleep(2100);
      assertText(searcher, "a", "1");
    }
  }

  // ---- without the network

  @Test
  void offline_usesWhatThereIs_andOpensNoConnection() throws Exception {
    server
        .file("/a.lua", "1", "Cache-Control", "max-age=0, must-revalidate")
        .file("/b.lua", "2", "Cache-Control", "no-cache");
    try (LuaSearcher searcher = searcher(settings())) {
      assertText(searcher, "a", "1");
      assertText(searcher, "b", "2");
    }
    try (RawServer counter = RawServer.saying("")) {
      server.close();
      try (LuaSearcher searcher = searcher(settings().with("mode", "offline"))) {
        assertText(searcher, "a", "1");
        assertText(searcher, "b", "2");
        assertThatThrownBy(() -> searcher.search("c"))
            .hasMessage("cannot fetch '" + server.url() + "c.lua': offline, not in cache");
      }
      Settings fresh = settings().with("one.url", counter.url()).with("mode", "offline");
      try (LuaSearcher searcher = searcher(fresh)) {
        assertThatThrownBy(() -> searcher.search("a")).hasMessageEndingWith("not in cache");
      }
      assertThat(counter.connections()).isZero();
      assertThat(kinds()).contains(Kind.OFFLINE_MISS);
    }
  }

  @Test
  void preferCache_asksOnlyForWhatItLacks() throws Exception {
    server.file("/a.lua", "1", "Cache-Control", "max-age=0").file("/b.lua", "2");
    try (LuaSearcher searcher = searcher(settings().with("mode", "prefer-cache"))) {
      assertText(searcher, "a", "1");
      assertText(searcher, "a", "1");
      assertText(searcher, "b", "2");
      assertThat(server.paths()).containsExactly("/a.lua", "/b.lua");
    }
  }

  @Test
  void serverThatFails_isStoodInForByAnOldCopy() throws Exception {
    server.file("/a.lua", "1", "Cache-Control", "max-age=0");
    try (LuaSearcher searcher = searcher(settings())) {
      assertText(searcher, "a", "1");
      server.status("/a.lua", 500);
      assertText(searcher, "a", "1");
      server.on("/a.lua", exchange -> sleep(2000));
      assertText(searcher, "a", "1");
      server.close();
      assertText(searcher, "a", "1");
      assertThat(kinds().stream().filter(Kind.STALE_SERVED::equals)).hasSize(3);
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max-age=0, must-revalidate",
        "no-cache",
        "max-age=0, stale-if-error=0",
        "max-age=0|0s"
      })
  void serverThatFails_isNotStoodInFor_whereThatIsForbidden(String control) throws Exception {
    String[] parts = control.split("\\|", -1);
    server.file("/a.lua", "1", "Cache-Control", parts[0]);
    Settings settings = settings().with("stale-if-error", parts.length > 1 ? parts[1] : "7d");
    try (LuaSearcher searcher = searcher(settings)) {
      assertText(searcher, "a", "1");
      server.status("/a.lua", 500);
      Thread.sleep(1100);
      assertThatThrownBy(() -> searcher.search("a")).hasMessageEndingWith("HTTP 500");
    }
  }

  @Test
  void fileThatIsGone_isNotStoodInFor() throws Exception {
    server.file("/a.lua", "1", "Cache-Control", "max-age=0");
    try (LuaSearcher searcher = searcher(settings())) {
      assertText(searcher, "a", "1");
      server.remove("/a.lua");
      assertThat(searcher.search("a")).isInstanceOf(SearchResult.NotFound.class);
      server.file("/a.lua", "<html>", "Cache-Control", "max-age=0");
      assertThat(searcher.search("a")).isInstanceOf(SearchResult.NotFound.class);
    }
  }

  // ---- a folder in trouble

  @Test
  void damagedBytes_areFetchedAgain() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=1000");
    try (LuaSearcher searcher = searcher(settings())) {
      assertText(searcher, "a", "return 1");
      for (Path file : filesWith(temp.resolve("v1/blobs"), "return 1")) {
        Files.writeString(file, "return 2");
      }
      assertText(searcher, "a", "return 1");
      assertText(searcher, "a", "return 1");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void damagedRecords_areForgotten() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=1000");
    try (LuaSearcher searcher = searcher(settings())) {
      assertText(searcher, "a", "return 1");
    }
    try (var files = Files.walk(temp.resolve("v1/answers"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    try (LuaSearcher searcher = searcher(settings())) {
      assertText(searcher, "a", "return 1");
      assertText(searcher, "a", "return 1");
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void folderThatCannotBe_isDoneWithout() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "no folder");
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=1000");
    try (LuaSearcher searcher = searcher(settings().with("cache", file.toString()))) {
      assertText(searcher, "a", "return 1");
      assertText(searcher, "a", "return 1");
    }
  }

  private List<Path> filesWith(Path folder, String content) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text =
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        if (text.contains(content)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private List<Kind> kinds() {
    synchronized (events) {
      return events.stream().map(HttpEvent::kind).toList();
    }
  }

  private Settings settings() {
    return Settings.of("one")
        .with("one.url", server.url())
        .with("path", "?.lua")
        .with("breaker-failures", "1000")
        .with("headers-timeout", "500ms")
        .with("cache", temp.toString());
  }

  private LuaSearcher searcher(Settings settings) {
    return HttpSearcherProvider.builder().listener(events::add).build().create(settings);
  }

  private static void assertText(LuaSearcher searcher, String module, String content)
      throws IOException {
    assertThat(HttpSearcherTest.text(searcher.search(module))).isEqualTo(content);
  }

  private static String sentence(SearchResult result) {
    return ((SearchResult.NotFound) result).sentences().get(0);
  }
}
