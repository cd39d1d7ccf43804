package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.testing.Promise;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that fail, lie, stall or go away: each has its sentence, and nothing of it runs. */
class BadAnswersTest {

  @AutoClose private final TestServer server = new TestServer();

  // ---- status

  @ParameterizedTest
  @CsvSource({
    "401, 'HTTP 401 (no credentials were sent: set lua.http.127.0.0.1.token, or lua.http.127.0.0.1.user and lua.http.127.0.0.1.password)'",
    "403, 'HTTP 403 (these credentials, or none, are not enough)'",
    "410, HTTP 410 (it was taken away; that is no reason to look elsewhere)",
    "418, HTTP 418",
    "204, HTTP 204",
    "500, HTTP 500",
    "503, HTTP 503"
  })
  void status_isAnErrorAndNotAMissingModule(int status, String sentence) throws Exception {
    server.status("/a.lua", status).file("/a/init.lua", "return 'must not be used'");
    try (LuaSearcher searcher = searcher(server.url())) {
      assertThatThrownBy(() -> searcher.search("a"))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot fetch '" + server.url() + "a.lua': " + sentence);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 404)
  void missing_isTriedElsewhere(int status) throws Exception {
    server.status("/a.lua", status).file("/a/init.lua", "1");
    try (LuaSearcher searcher = searcher(server.url())) {
      assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 503, 504})
  void passingFailure_isTriedAgain(int status) throws Exception {
    AtomicInteger count = new AtomicInteger();
    server.on(
        "/a.lua",
        exchange ->
            TestServer.send(
                exchange, count.incrementAndGet() < 3 ? status : 200, new byte[] {'1'}));
    Settings settings = Settings.of(server.url()).with("path", "?.lua").with("retries", "2");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("1");
      assertThat(count).hasValue(3);
    }
  }

  @Test
  void passingFailure_thatStays_tellsHowOftenItWasTried() throws Exception {
    server.status("/a.lua", 503);
    Settings settings = Settings.of(server.url()).with("path", "?.lua").with("retries", "2");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessage("cannot fetch '" + server.url() + "a.lua': HTTP 503 after 3 attempts");
    }
  }

  @Test
  void retryAfter_isHonoured() throws Exception {
    AtomicInteger count = new AtomicInteger();
    server.on(
        "/a.lua",
        exchange ->
            TestServer.send(
                exchange,
                count.incrementAndGet() == 1 ? 503 : 200,
                new byte[] {'1'},
                "Retry-After",
                "1"));
    Settings settings = Settings.of(server.url()).with("path", "?.lua").with("retries", "2");
    Instant start = Instant.now();
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("1");
    }
    assertThat(Duration.between(start, Instant.now()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void retryAfter_beyondPatience_failsAtOnce() throws Exception {
    server.status("/a.lua", 503, "Retry-After", "3600");
    Settings settings = Settings.of(server.url()).with("path", "?.lua").with("retries", "2");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      assertThatThrownBy(() -> searcher.search("a")).hasMessageEndingWith("HTTP 503");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anyErrorFallback_asksTheNextRepository_andSaysWhy() throws Exception {
    server.status("/one/a.lua", 500).status("/one/b.lua", 500).file("/two/a.lua", "2");
    Settings settings =
        Settings.of("one, two")
            .with("one.url", server.url() + "one")
            .with("one.fallback", "any-error")
            .with("two.url", server.url() + "two")
            .with("path", "?.lua");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("2");
      assertThat(((SearchResult.NotFound) searcher.search("b")).sentences().get(0))
          .contains(server.url() + "one/")
          .contains("HTTP 500");
    }
  }

  @Test
  void mirror_standsInForAServerThatFails_butNotForOneThatHasNone() throws Exception {
    server.status("/one/a.lua", 500).file("/two/a.lua", "2").file("/two/b.lua", "3");
    Settings settings =
        Settings.of("one")
            .with("one.url", server.url() + "one")
            .with("one.mirrors", server.url() + "two")
            .with("path", "?.lua");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      SearchResult.Source source = (SearchResult.Source) searcher.search("a");
      assertThat(HttpSearcherTest.text(source)).isEqualTo("2");
      assertThat(source.origin()).isEqualTo(server.url() + "one/a.lua");
      assertThat(searcher.search("b")).isInstanceOf(SearchResult.NotFound.class);
    }
  }

  // ---- connections

  @Test
  void refusedConnection() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (LuaSearcher searcher = searcher("http://127.0.0.1:" + port)) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageEndingWith("a.lua': the connection was refused");
    }
  }

  @Test
  void unknownHost() throws Exception {
    try (LuaSearcher searcher = searcher("https://no-such-host.invalid/")) {
      assertThatThrownBy(() -> searcher.search("a")).hasMessageEndingWith("the host is unknown");
    }
  }

  @Test
  void truncatedBody() throws Exception {
    try (RawServer raw =
            RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nreturn 1");
        LuaSearcher searcher = searcher(raw.url())) {
      assertThatThrownBy(() -> searcher.search("a"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot fetch '" + raw.url() + "a.lua': ");
    }
  }

  @Test
  void truncatedChunks() throws Exception {
    try (RawServer raw =
            RawServer.saying(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nreturn 1\r\n");
        LuaSearcher searcher = searcher(raw.url())) {
      assertThatThrownBy(() -> searcher.search("a")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void resetInTheMiddleOfABody_isTriedAgain() throws Exception {
    AtomicInteger count = new AtomicInteger();
    RawServer.Answer answer =
        (socket, out) -> {
          boolean whole = count.incrementAndGet() > 1;
          RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nreturn");
          if (whole) {
            RawServer.write(out, " 1");
          } else {
            reset(socket);
          }
        };
    try (RawServer raw = new RawServer(answer);
        LuaSearcher searcher =
            new HttpSearcherProvider()
                .create(Settings.of(raw.url()).with("path", "?.lua").with("retries", "1"))) {
      assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("return 1");
      assertThat(raw.connections()).isEqualTo(2);
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Test
  void noHttpAtAll() throws Exception {
    try (RawServer raw = RawServer.saying("SSH-2.0-OpenSSH\r\n");
        LuaSearcher searcher = searcher(raw.url())) {
      assertThatThrownBy(() -> searcher.search("a")).isInstanceOf(IOException.class);
    }
  }

  // ---- time

  @Test
  @Tag("timing")
  void silentServer_isLeftInTime() throws Exception {
    try (RawServer raw = new RawServer((socket, out) -> Thread.sleep(60_000));
        LuaSearcher searcher = searcher(raw.url(), "headers-timeout", "300ms")) {
      assertQuick(
          () ->
              assertThatThrownBy(() -> searcher.search("a"))
                  .hasMessageEndingWith("no answer within 300 ms"));
    }
  }

  @Test
  @Tag("timing")
  void stalledBody_isLeftInTime() throws Exception {
    try (RawServer raw =
            new RawServer(
                (socket, out) -> {
                  RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nreturn");
                  Thread.sleep(60_000);
                });
        LuaSearcher searcher = searcher(raw.url(), "idle-timeout", "300ms")) {
      assertQuick(
          () -> assertThatThrownBy(() -> searcher.search("a")).isInstanceOf(IOException.class));
    }
  }

  @Test
  @Tag("timing")
  void slowDrip_isLeftInTime() throws Exception {
    try (RawServer raw =
            new RawServer(
                (socket, out) -> {
                  RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                  for (int i = 0; i < 1000; i++) {
                    RawServer.write(out, " ");
                    Thread.sleep(60);
                  }
                });
        LuaSearcher searcher = searcher(raw.url(), "resource-timeout", "500ms")) {
      assertQuick(
          () ->
              assertThatThrownBy(() -> searcher.search("a"))
                  .hasMessageContaining("within the time"));
    }
  }

  @Test
  @Tag("timing")
  void timeOfOneRequire_isKept() throws Exception {
    try (RawServer raw = new RawServer((socket, out) -> Thread.sleep(60_000));
        LuaSearcher searcher = searcher(raw.url(), "require-timeout", "300ms")) {
      assertQuick(
          () ->
              assertThatThrownBy(() -> searcher.search("a"))
                  .hasMessageEndingWith("not done within the time for one require"));
    }
  }

  private static void assertQuick(Runnable test) {
    Instant start = Instant.now();
    test.run();
    assertThat(Duration.between(start, Instant.now()))
        .isLessThan(Promise.within(Duration.ofSeconds(3), Duration.ofSeconds(30)));
  }

  // ---- size

  @Test
  void endlessBody_isCutOff() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    try (RawServer raw =
            new RawServer(
                (socket, out) -> {
                  RawServer.write(out, "HTTP/1.1 200 OK\r\n\r\n");
                  byte[] part = new byte[1 << 16];
                  for (int i = 0; i < 4000; i++) {
                    out.write(part);
                    sent.incrementAndGet();
                  }
                });
        LuaSearcher searcher = searcher(raw.url(), "max-size", "1MiB")) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageEndingWith("its body is longer than 1048576 bytes");
      assertThat(sent.get()).isLessThan(2000);
    }
  }

  @Test
  void gzip_isUnpacked() throws Exception {
    server.file(
        "/a.lua", gzip("return 1".getBytes(StandardCharsets.UTF_8)), "Content-Encoding", "gzip");
    try (LuaSearcher searcher = searcher(server.url())) {
      assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("return 1");
      assertThat(server.requests().get(0).header("Accept-Encoding")).isEqualTo("gzip");
    }
  }

  @Test
  void gzipBomb_isCutOff() throws Exception {
    byte[] bomb = gzip(new byte[64 << 20]);
    server
        .file("/a.lua", bomb, "Content-Encoding", "gzip")
        .file("/b.lua", bomb, "Content-Encoding", "gzip");
    try (LuaSearcher small = searcher(server.url());
        LuaSearcher large = searcher(server.url(), "max-size", "1GiB")) {
      assertThatThrownBy(() -> small.search("a")).hasMessageContaining("unpacked, its body is");
      assertThatThrownBy(() -> large.search("b")).hasMessageEndingWith("a gzip bomb");
    }
  }

  @Test
  void brokenGzip_andOtherCodings() throws Exception {
    byte[] whole = gzip(new byte[5000]);
    server
        .file("/short.lua", java.util.Arrays.copyOf(whole, 20), "Content-Encoding", "gzip")
        .file("/none.lua", "return 1", "Content-Encoding", "gzip")
        .file("/br.lua", "return 1", "Content-Encoding", "br");
    try (LuaSearcher searcher = searcher(server.url())) {
      assertThatThrownBy(() -> searcher.search("short"))
          .hasMessageEndingWith("its gzip data end too early");
      assertThatThrownBy(() -> searcher.search("none"))
          .hasMessageContaining("its gzip data are damaged");
      assertThatThrownBy(() -> searcher.search("br"))
          .hasMessageEndingWith("its Content-Encoding is 'br', and not gzip");
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  // ---- content

  @Test
  void captivePortal_isNoModule() throws Exception {
    server
        .file("/a.lua", "return 1", "Content-Type", "text/html; charset=utf-8")
        .file("/b.lua", "\n <!DOCTYPE html><p>Welcome to the hotel")
        .file("/c.lua", "<HTML><p>Log in");
    try (LuaSearcher searcher = searcher(server.url())) {
      for (String name : new String[] {"a", "b", "c"}) {
        assertThatThrownBy(() -> searcher.search(name))
            .hasMessageEndingWith(
                "a web page came in place of the file: is there a login to pass first?");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001bLua", "\u00ef\u00bb\u00bf\u001bLua", "#!/usr/bin/lua\n\u001bLua"})
  void binaryChunk_isRefused(String content) throws Exception {
    server.file("/a.lua", content.getBytes(StandardCharsets.ISO_8859_1));
    try (LuaSearcher searcher = searcher(server.url())) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageEndingWith("attempt to load a binary chunk (mode is 't')");
    }
  }

  // ---- the breaker

  @Test
  void origin_thatFailsAgainAndAgain_isSpared() throws Exception {
    server.status("/a.lua", 500).status("/b.lua", 500);
    Settings settings =
        Settings.of(server.url()).with("path", "?.lua").with("breaker-pause", "700ms");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> searcher.search("a")).hasMessageEndingWith("HTTP 500");
      }
      assertThatThrownBy(() -> searcher.search("b"))
          .hasMessageContaining("failed 3 times in a row and is not asked again for 1 s");
      assertThat(server.requests()).hasSize(3);
      server.file("/a.lua", "1");
      Thread.sleep(800);
      assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("1");
    }
  }

  // ---- settings

  @ParameterizedTest
  @CsvSource({
    "retries, many, 'a whole number from 0 on, or one with k, M or G, such as 2'",
    "idle-timeout, 5, 'a duration with its unit (ms, s, m, h or d), such as 10s'",
    "max-size, 4MB, 'a size with its unit (B, KiB, MiB or GiB), such as 4MiB'",
    "mode, on, 'one of online, prefer-cache, offline'",
    "update, daily, 'respect-http, never, always, or interval: and a duration, as in interval:10m'",
    "insecure, yes, true or false"
  })
  void malformedSetting_isASentence(String key, String value, String expected) {
    assertThatThrownBy(
            () -> new HttpSearcherProvider().create(Settings.of(server.url()).with(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lua.http." + key + " = " + value + ": there is no such value; give it " + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host/", "https:///lua", "https://host/?a=b", "https://host/#a"})
  void address_thatIsNone_isASentence(String address) {
    assertThatThrownBy(() -> new HttpSearcherProvider().create(Settings.of(address)))
        .hasMessageContaining("lua.http.repositories is no address of a server");
  }

  @Test
  void repository_withoutAddress_orTwice() {
    assertThatThrownBy(() -> new HttpSearcherProvider().create(Settings.of("one")))
        .hasMessage("the repository 'one' has no address: set lua.http.one.url");
    assertThatThrownBy(
            () ->
                new HttpSearcherProvider()
                    .create(Settings.of("one, one").with("one.url", "https://host/")))
        .hasMessageContaining("has 'one' twice");
  }

  private static LuaSearcher searcher(String url, String... settings) {
    Settings all = Settings.of(url).with("breaker-failures", "1000");
    for (int i = 0; i < settings.length; i += 2) {
      all.with(settings[i], settings[i + 1]);
    }
    return new HttpSearcherProvider().create(all);
  }
}
