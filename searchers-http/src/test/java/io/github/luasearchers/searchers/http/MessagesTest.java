package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.ModuleLocation;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that say what to do, in as many words as it takes. */
class MessagesTest {

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer();

  @ParameterizedTest
  @CsvSource({
    "'', 'no credentials were sent: set lua.http.one.token, or lua.http.one.user and lua.http.one.password'",
    "token=x, 'the server refuses the credentials in lua.http.one.token'",
    "user=x, 'lua.http.one.user is set, and lua.http.one.password is not'",
    "user=x password=y, 'the server refuses the credentials in lua.http.one.user and lua.http.one.password'",
    "'headers=Authorization:x', 'the server refuses the credentials in lua.http.one.headers'"
  })
  void unauthorized_saysWhatWasSent_andWhichSettingItIs(String set, String sentence)
      throws Exception {
    server.status("/a.lua", 401);
    Settings settings = settings(server.url());
    for (String word : set.isEmpty() ? new String[0] : set.split(" ")) {
      settings.with("one." + word.substring(0, word.indexOf('=')), word.replaceFirst(".*=", ""));
    }
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageEndingWith("a.lua': HTTP 401 (" + sentence + ")");
    }
  }

  @Test
  void httpAndHttps_atTheOthersPort_areToldApart() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        LuaSearcher searcher = searcher("https://127.0.0.1:" + plain.getLocalPort() + "/")) {
      answerAtOnce(plain);
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageContaining(
              "the server speaks no TLS at this port; is its address one of http?");
    }
    // What servers of TLS say to a line of HTTP: an alert.
    try (RawServer tls = RawServer.saying("\u0015\u0003\u0003\u0000\u0002\u0002\u0050");
        LuaSearcher searcher = searcher(tls.url())) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageContaining("does the server want https at this port?");
    }
    String page = "<html>The plain HTTP request was sent to HTTPS port</html>";
    try (RawServer nginx =
            RawServer.saying(
                "HTTP/1.1 400 Bad Request\r\nContent-Length: "
                    + page.length()
                    + "\r\n\r\n"
                    + page);
        LuaSearcher searcher = searcher(nginx.url())) {
      assertThatThrownBy(() -> searcher.search("a"))
          .hasMessageContaining("HTTP 400 (does the server want https at this port?)");
    }
  }

  /** Does as nginx does, which needs no more than the first bytes to know that they are no HTTP. */
  private static void answerAtOnce(ServerSocket listener) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = listener.accept()) {
                socket.getInputStream().read();
                RawServer.write(socket.getOutputStream(), "HTTP/1.1 400 Bad Request\r\n\r\n");
                socket.getInputStream().readNBytes(100_000);
              } catch (IOException e) {
                // The client has gone.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis:/host", "redis:host:6379", "rediss:/host"})
  void slipInTheAddressOfRedis_isNoFolder(String cache) {
    assertThatThrownBy(
            () -> new HttpSearcherProvider().create(settings(server.url()).with("cache", cache)))
        .hasMessage(
            "the setting lua.http.cache is no address of a Redis server: give one such as"
                + " redis://host:6379");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/key.pem", "./key", "key.pem", "~/key.pub"})
  void keyThatIsAPath_suggestsFile(String key) {
    assertThatThrownBy(
            () -> new HttpSearcherProvider().create(settings(server.url()).with("index-key", key)))
        .hasMessageContaining("the setting lua.http.index-key")
        .hasMessageContaining("Then give file:");
  }

  @Test
  void ordinaryFailure_hasTwoLinesOfCauses() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    for (String url : List.of("http://127.0.0.1:" + port + "/", "https://no-such-host.invalid/")) {
      try (LuaSearcher searcher = searcher(url)) {
        Throwable problem = catchThrowable(() -> searcher.search("a"));
        StringWriter text = new StringWriter();
        problem.printStackTrace(new PrintWriter(text, true));
        String causes = text.toString().replaceFirst("(?s)^.*?(?=Caused by)", "");
        assertThat(causes.lines().count()).as(text.toString()).isLessThanOrEqualTo(2);
        if (url.startsWith("http:")) {
          assertThat(problem).hasCauseInstanceOf(ConnectException.class);
        }
      }
    }
  }

  @Test
  void which_showsASearcherThatFails_andGoesOnLiving() throws Exception {
    server.status("/a.lua", 500).file("/b.lua", "return 1");
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.http.repositories", server.url())
            .setting("lua.http.cache", "memory")
            .setting("lua.http.retries", "0")
            .setting("lua.path", temp + "/?.lua")
            .setting("lua.cpath", temp + "/?.so")
            .build()) {
      ModuleLocation failed = engine.which("a");
      assertThat(failed.state()).isEqualTo(ModuleLocation.State.FAILED);
      assertThat(failed.searcher()).contains("http");
      assertThat(failed.tried())
          .anyMatch(sentence -> sentence.startsWith("no file '"))
          .last()
          .asString()
          .contains("cannot fetch '" + server.url() + "a.lua': HTTP 500")
          .doesNotContain("\n");
      assertThat(engine.which("b").state()).isEqualTo(ModuleLocation.State.FOUND);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\": 1, \"modules\": {\"LONG\": 1}}",
        "{\"format\": 1, \"modules\": {\"a\": {\"path\": \"../LONG\"}}}",
        "{\"format\": 1, \"modules\": {\"a\": {\"sha256\": \"LONG\"}}}",
        "{\"format\": 1, \"modules\": {\"a\": {\"size\": 9LONG}}}",
        "{\"format\": 1, \"LONG\": 1, \"LONG\": 2, \"modules\": {}}",
        "{\"format\": 1, \"modules\": {\"a\": {\"deps\": [\"/LONG\"]}}}",
        "{\"format\": 1, \"modules\": {\"a\": {\"size\": 67108865}}}",
        "{\"format\": 1, \"modules\": {\"a\": {\"size\": 9223372036854775807}}}"
      })
  void indexesMessages_areBounded(String document) {
    String text = document.replace("LONG", "7".repeat(1_000_000));
    Throwable problem =
        catchThrowable(
            () ->
                ModuleIndex.parse("index", text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(problem).isInstanceOf(java.io.IOException.class);
    assertThat(problem.getMessage().length()).isLessThan(1_200);
  }

  @Test
  void sizeThatTheFileDoesNotHave_isAnError() throws Exception {
    String digest = Digest.of("return 1".getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex();
    for (int size : new int[] {0, 7, 9, 1_000_000}) {
      server
          .file("/a.lua", "return 1")
          .file(
              "/lua-modules.json",
              "{\"format\": 1, \"modules\": {\"a\": {\"path\": \"a.lua\", \"size\": "
                  + size
                  + ", \"sha256\": \""
                  + digest
                  + "\"}}}");
      Settings settings =
          settings(server.url()).with("index", "true").with("fallback", "any-error");
      try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
        assertThatThrownBy(() -> searcher.search("a"))
            .hasMessageContaining("it has 8 bytes, and the index '")
            .hasMessageEndingWith("says " + size);
      }
    }
  }

  private LuaSearcher searcher(String url) {
    return new HttpSearcherProvider().create(settings(url));
  }

  private Settings settings(String url) {
    return Settings.of("one").with("one.url", url).with("path", "?.lua");
  }
}
