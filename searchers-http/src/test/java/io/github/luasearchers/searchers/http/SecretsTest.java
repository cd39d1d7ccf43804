package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.luasearchers.searchers.http.cache.CacheSettings;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.testing.http.Corpus;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that hold a secret, with a value that can't be used: the key is said, not the value. */
class SecretsTest {

  private static final String SECRET = "s3cr3t";

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer().file("/a.lua", "return 1");

  /** Each key that may hold a secret, with each way to spoil it. */
  static List<String[]> settings() {
    List<String[]> all = new ArrayList<>();
    for (String bad : List.of("\n", "\r\nX: y", "\u0000", "\u0001", "\u007f", "\u4e16")) {
      all.add(new String[] {"one.token", SECRET + bad + "x"});
      all.add(new String[] {"one.headers", "X-Key: " + SECRET + bad + "x"});
      all.add(new String[] {"one.user", SECRET + bad + "x"});
      all.add(new String[] {"user-agent", SECRET + bad + "x"});
    }
    for (String text :
        List.of(
            "no header " + SECRET, "Host: " + SECRET, "Content-Length: " + SECRET, ": " + SECRET)) {
      all.add(new String[] {"one.headers", text});
    }
    all.add(new String[] {"one.user", "me:" + SECRET});
    all.add(new String[] {"one.password", SECRET});
    for (String place :
        List.of(
            "http://me:" + SECRET + "@in_valid/",
            "http:/me:" + SECRET + "@host/",
            "me:" + SECRET + "@host",
            "http://me:" + SECRET + "%0a@127.0.0.1/",
            "http://me:" + SECRET + "%@host/",
            "http://me:" + SECRET + "@host/?a",
            "http://me:" + SECRET + "@ho st/")) {
      all.add(new String[] {"one.url", place});
      all.add(new String[] {"repositories", place});
      all.add(new String[] {"mirrors", place});
      if (!place.contains("%0a")) {
        all.add(new String[] {"redirects", place});
        all.add(new String[] {"proxy", place});
      }
    }
    for (String place :
        List.of(
            "redis:/me:" + SECRET + "@host", "redis:me:" + SECRET, "redis://:" + SECRET + "@")) {
      all.add(new String[] {"cache", place});
    }
    all.add(new String[] {"index-key", SECRET});
    all.add(new String[] {"lock-key", SECRET});
    return all;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void value_thatCantBeUsed_isNamedByItsKey(String key, String value) throws Exception {
    Settings settings =
        Settings.of("one")
            .with("one.url", server.url())
            .with("lock", "verify")
            .with("lock-file", lockFile())
            .with(key, value);
    Throwable problem = catchThrowable(() -> new HttpSearcherProvider().create(settings).close());
    assertThat(problem).as(key + " = " + value).isInstanceOf(IllegalArgumentException.class);
    assertThat(trace(problem)).doesNotContain(SECRET);
    assertThat(problem.getMessage())
        .containsAnyOf(key.replace("one.", ""), "in the settings", "address of a Redis server");
    Corpus.add("secrets", key + " = " + value, problem.getMessage());
  }

  @Test
  void addressOfACache_isNotPartOfItsText() {
    Settings settings = Settings.of("one").with("cache", "redis://me:" + SECRET + "@host");
    CacheSettings cache = HttpSearchers.cache(new HttpSettings(settings, ""));
    assertThat(cache.server()).hasValueSatisfying(address -> assertThat(address).contains(SECRET));
    assertThat(cache.toString()).doesNotContain(SECRET);
  }

  @Test
  void secretsFromElsewhere_areCheckedWhenTheyAreRead() throws Exception {
    Path file = Files.writeString(temp.resolve("token"), SECRET + "\n\u0001x");
    for (String key : List.of("one.token", "one.headers")) {
      String value = (key.equals("one.headers") ? "X-Key: " : "") + "file:" + file;
      try (LuaSearcher searcher = new HttpSearcherProvider().create(settings(key, value))) {
        Throwable problem = catchThrowable(() -> searcher.search("a"));
        assertThat(problem).hasMessageContaining("lua.http." + key).hasMessageContaining("" + file);
        assertThat(trace(problem)).doesNotContain(SECRET);
      }
    }
    HttpSearcherProvider provider =
        HttpSearcherProvider.builder().headers("one", () -> Map.of("X", SECRET + "\n")).build();
    try (LuaSearcher searcher = provider.create(settings("path", "?.lua"))) {
      Throwable problem = catchThrowable(() -> searcher.search("a"));
      assertThat(problem).hasMessageContaining("the supplier of headers for");
      assertThat(trace(problem)).doesNotContain(SECRET);
    }
    Files.writeString(file, "good");
    try (LuaSearcher searcher =
        new HttpSearcherProvider().create(settings("one.headers", "X-Key: file:" + file))) {
      searcher.search("a");
      assertThat(server.requests().get(server.requests().size() - 1).header("X-Key"))
          .isEqualTo("good");
    }
  }

  @Test
  void proxies_ofTheEnvironment_areNamedByTheirVariable() {
    for (String name : List.of("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy")) {
      for (String text :
          List.of(
              "http://me:" + SECRET + "@ho st",
              "http://me:" + SECRET + "@in_valid:1",
              "socks5://me:" + SECRET + "@host",
              "me:" + SECRET + "@",
              "http://" + SECRET + "%")) {
        assertThatThrownBy(() -> proxies(Map.of(name, text)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(name)
            .satisfies(e -> assertThat(trace(e)).doesNotContain(SECRET))
            .satisfies(e -> Corpus.add("secrets", name + "=" + text, e.getMessage()));
      }
    }
  }

  @Test
  void proxyOfAClient_inACgiProgram_isNotTaken() {
    Map<String, String> attack =
        Map.of("HTTP_PROXY", "http://evil:1", "REQUEST_METHOD", "GET", "https_proxy", "good:2");
    assertThat(proxies(attack).byScheme()).containsOnlyKeys("https");
    assertThat(proxies(Map.of("HTTP_PROXY", "http://evil:1", "GATEWAY_INTERFACE", "CGI/1.1")))
        .extracting(Proxies::byScheme)
        .isEqualTo(Map.of());
    assertThat(proxies(Map.of("http_proxy", "http://good:1", "REQUEST_METHOD", "GET")).byScheme())
        .containsEntry("http", URI.create("http://good:1"));
    assertThat(proxies(Map.of("HTTP_PROXY", "good:1")).byScheme())
        .containsEntry("http", URI.create("http://good:1"));
    assertThat(proxies(Map.of("HTTP_PROXY", "http://me:" + SECRET + "@h:1")).toString())
        .doesNotContain(SECRET);
  }

  private static Proxies proxies(Map<String, String> environment) {
    return Proxies.read(new HttpSettings(new Settings().with("proxy", "env"), ""), environment);
  }

  private Settings settings(String key, String value) {
    return Settings.of("one").with("one.url", server.url()).with(key, value);
  }

  private String lockFile() throws Exception {
    Path file = temp.resolve("lock");
    return Files.writeString(file, "{\"format\": 1, \"modules\": {}}").toString();
  }

  private static String trace(Throwable problem) {
    StringWriter text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
