package io.github.luasearchers.searchers.http.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.searchers.http.HttpSearcherProvider;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.testing.Promise;
import io.github.luasearchers.testing.http.Settings;
import io.github.luasearchers.testing.http.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

class RedisTest {

  @TempDir Path temp;
  private TestServer server;
  private RedisServer redis;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
    redis = new RedisServer(temp);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    if (redis != null) {
      redis.close();
    }
  }

  @Test
  void whatOneMachineHasFetched_noOtherAsksFor() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=60");
    assertThat(load("a")).isEqualTo("return 1");
    assertThat(load("a")).isEqualTo("return 1");
    assertThat(server.paths()).containsOnlyOnce("/a.lua");
  }

  @Test
  void whatIsNotThere_isRememberedToo() throws Exception {
    assertThat(load("a")).contains("/a.lua' (404)");
    int asked = server.requests().size();
    assertThat(load("a")).contains("/a.lua' (404");
    assertThat(server.requests()).hasSize(asked);
  }

  @Test
  void whatIsNoLongerFresh_isAskedForAgain() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=0");
    load("a");
    server.file("/a.lua", "return 2", "Cache-Control", "max-age=0");
    assertThat(load("a")).isEqualTo("return 2");
  }

  @Test
  void age_isThatOfTheAnswer() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=60", "Age", "59");
    load("a");
    Thread.sleep(1_100);
    server.file("/a.lua", "return 2");
    assertThat(load("a")).isEqualTo("return 2");
  }

  @Test
  void policy_thatAlwaysAsks_asks() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=60");
    load("a");
    server.file("/a.lua", "return 2", "Cache-Control", "max-age=60");
    assertThat(load("a", settings().with("update", "always"))).isEqualTo("return 2");
  }

  @Test
  void bytesThatWereTamperedWith_orVanished_areFetchedAgain() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=60");
    load("a");
    String key = "luasearchers:v1:blob:" + Digest.of(bytes("return 1")).hex();
    try (Jedis client = new Jedis("127.0.0.1", redis.port())) {
      assertThat(client.pttl(key)).isPositive();
      client.set(key, "os.exit()");
      assertThat(load("a")).isEqualTo("return 1");
      client.del(key);
      assertThat(load("a")).isEqualTo("return 1");
      for (String answer : client.keys("luasearchers:v1:answer:*")) {
        client.set(answer, "garbage");
      }
      assertThat(load("a")).isEqualTo("return 1");
    }
  }

  @Test
  void lockedModules_needTheBytesOnly() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "no-cache");
    String lock = temp.resolve("lock").toString();
    // With one template there is one request, and none that comes late.
    Settings record = settings().with("path", "?.lua").with("lock-file", lock);
    load("a", record.with("lock", "record"));
    assertThat(server.requests()).hasSize(1);
    assertThat(load("a", record.with("lock", "frozen"))).isEqualTo("return 1");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  @Tag("timing")
  void withoutTheServer_modulesComeFromTheRepository() throws Exception {
    server.file("/a.lua", "return 1").file("/b.lua", "return 2");
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings())) {
      assertThat(text(searcher.search("a"))).isEqualTo("return 1");
      redis.close();
      assertThat(text(searcher.search("b"))).isEqualTo("return 2");
      assertThat(text(searcher.search("a"))).isEqualTo("return 1");
    }
    long start = System.nanoTime();
    assertThat(load("b")).isEqualTo("return 2");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isLessThan(Promise.within(Duration.ofSeconds(5), Duration.ofSeconds(30)));
  }

  @Test
  void password_isSentAndNotSaid() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=60");
    Settings settings = settings().with("cache", redis.urlWithPassword());
    assertThat(load("a", settings)).isEqualTo("return 1");
    assertThat(load("a", settings)).isEqualTo("return 1");
    assertThat(server.paths()).containsOnlyOnce("/a.lua");
    assertThat(Redis.at(redis.urlWithPassword()).toString()).doesNotContain("pass-word");
    assertThatThrownBy(() -> Redis.at("redis://lua:pass-word@"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redis://host:6379")
        .hasMessageNotContaining("pass-word");
    Settings malformed = settings().with("cache", "redis://lua:pass-word@");
    assertThatThrownBy(() -> new HttpSearcherProvider().create(malformed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the setting lua.http.cache is of no use: ")
        .hasMessageContaining("redis://host:6379")
        .hasMessageNotContaining("pass-word");
  }

  private Settings settings() {
    return Settings.of(server.url()).with("cache", redis.url());
  }

  private String load(String module) throws IOException {
    return load(module, settings());
  }

  /** Loads a module as another process would: nothing is left of what was known before. */
  private static String load(String module, Settings settings) throws IOException {
    try (LuaSearcher searcher = new HttpSearcherProvider().create(settings)) {
      return text(searcher.search(module));
    }
  }

  private static String text(SearchResult result) throws IOException {
    return result instanceof SearchResult.Source source
        ? source.content().asCharSource(StandardCharsets.UTF_8).read()
        : result.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
