package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.testing.http.Corpus;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose end can be read in two ways, and bodies that undo whoever decodes them. */
class FramingTest {

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String BODY = "\r\nreturn 1";
  private static final String CHUNKS = "\r\n8\r\nreturn 1\r\n0\r\n\r\n";

  static List<String> heads() {
    return List.of(
        OK + "Content-Length: 8\r\nContent-Length: 6\r\n" + BODY,
        OK + "Content-Length: 6\r\nContent-Length: 8\r\n" + BODY,
        OK + "Content-Length: 6\r\ncontent-length: 08\r\n" + BODY,
        OK + "Content-Length: 8, 6\r\n" + BODY,
        OK + "Content-Length: 8\r\nTransfer-Encoding: chunked\r\n" + CHUNKS,
        OK + "Transfer-Encoding: chunked\r\nContent-Length: 8\r\n" + CHUNKS,
        OK + "Content-Length: -1\r\n" + BODY,
        OK + "Content-Length: -8\r\n" + BODY,
        OK + "Content-Length: +8\r\n" + BODY,
        OK + "Content-Length: 0x8\r\n" + BODY,
        OK + "Content-Length: 8.0\r\n" + BODY,
        OK + "Content-Length: \r\n" + BODY,
        OK + "Content-Length: 99999999999999999999\r\n" + BODY,
        OK + "Transfer-Encoding: gzip, chunked\r\n" + CHUNKS,
        OK + "Transfer-Encoding: identity\r\n" + BODY,
        OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + CHUNKS,
        OK + "Content-Range: bytes 0-7/100\r\nContent-Length: 8\r\n" + BODY,
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("heads")
  void whatCanBeReadInTwoWays_isRefused(String answer) throws Exception {
    try (RawServer raw = RawServer.saying(answer);
        LuaSearcher searcher = searcher(raw.url())) {
      assertThatThrownBy(() -> searcher.search("a"))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("cannot fetch '" + raw.url() + "a.lua': ")
          .satisfies(e -> Corpus.add("framing", answer, e.getMessage()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK + "Content-Length: 8\r\n" + BODY,
        OK + "Content-Length: 8\r\nContent-Length: 8\r\n" + BODY,
        OK + "Transfer-Encoding: Chunked\r\n" + CHUNKS,
        OK + BODY
      })
  void whatCanBeReadInOneWay_isTaken(String answer) throws Exception {
    try (RawServer raw = RawServer.saying(answer);
        LuaSearcher searcher = searcher(raw.url())) {
      assertThat(HttpSearcherTest.text(searcher.search("a"))).isEqualTo("return 1");
    }
  }

  @Test
  void gzipOfVeryManyMembers_isRefused_andOfSomeIsTaken() throws Exception {
    byte[] one = gzip("return 1");
    byte[] empty = gzip("");
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 100_000; i++) {
      many.write(empty);
    }
    many.write(one);
    ByteArrayOutputStream some = new ByteArrayOutputStream();
    some.write(gzip("return "));
    some.write(empty);
    some.write(gzip("12"));
    try (TestServer server = new TestServer()) {
      server.file("/a.lua", many.toByteArray(), "Content-Encoding", "gzip");
      server.file("/b.lua", some.toByteArray(), "Content-Encoding", "gzip");
      server.file("/c.lua", append(one, (byte) 'x'), "Content-Encoding", "gzip");
      server.file("/d.lua", changed(one, one.length - 8), "Content-Encoding", "gzip");
      server.file("/e.lua", changed(one, one.length - 1), "Content-Encoding", "gzip");
      try (LuaSearcher searcher = searcher(server.url())) {
        assertThatThrownBy(() -> searcher.search("a"))
            .isInstanceOf(IOException.class)
            .hasMessage(
                "cannot fetch '"
                    + server.url()
                    + "a.lua': its gzip data have more than 100 members")
            .satisfies(e -> Corpus.add("framing", "100,000 members of gzip", e.getMessage()));
        assertThat(HttpSearcherTest.text(searcher.search("b"))).isEqualTo("return 12");
        for (String name : List.of("c", "d", "e")) {
          assertThatThrownBy(() -> searcher.search(name)).hasMessageContaining("gzip data");
        }
      }
    }
  }

  @Test
  void anError_isTheFetchsFailure_withItsUrl() throws Exception {
    try (TestServer server = new TestServer()) {
      server.file("/a.lua", "return 1");
      HttpSearcherProvider provider =
          HttpSearcherProvider.builder()
              .listener(
                  event -> {
                    if (event.kind() == HttpEvent.Kind.DOWNLOADED) {
                      throw new StackOverflowError();
                    }
                  })
              .build();
      Settings settings = Settings.of(server.url()).with("path", "?.lua");
      try (LuaSearcher searcher = provider.create(settings)) {
        assertThatThrownBy(() -> searcher.search("a"))
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith("cannot fetch '" + server.url() + "a.lua': ")
            .hasMessageContaining("StackOverflowError");
      }
    }
  }

  private static byte[] append(byte[] content, byte more) {
    byte[] longer = java.util.Arrays.copyOf(content, content.length + 1);
    longer[content.length] = more;
    return longer;
  }

  private static byte[] changed(byte[] content, int at) {
    byte[] other = content.clone();
    other[at] ^= 1;
    return other;
  }

  private static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static LuaSearcher searcher(String url) {
    Settings settings =
        Settings.of(url).with("path", "?.lua").with("idle-timeout", "2s").with("max-size", "64MiB");
    return new HttpSearcherProvider().create(settings);
  }
}
