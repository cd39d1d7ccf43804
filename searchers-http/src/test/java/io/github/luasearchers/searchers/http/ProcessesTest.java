package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.testing.http.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can only be seen in processes of their own. */
class ProcessesTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path temp;
  @AutoClose private final TestServer server = new TestServer();

  @Test
  void whatIsFresh_isKnownToTheNextProcess_evenIfNothingWasClosed() throws Exception {
    server.file("/a.lua", "return 1", "Cache-Control", "max-age=600");
    String cache = temp.toString();
    assertThat(SearchChild.run(CLASS_PATH, server.url(), cache, "a")).isEqualTo("return 1");
    int asked = server.requests().size();
    assertThat(SearchChild.run(CLASS_PATH, server.url(), cache, "a")).isEqualTo("return 1");
    assertThat(server.requests()).hasSize(asked);
  }

  @Test
  void withoutTheJarForRedis_onlyRedisIsMissing_andTheJarIsNamed() throws Exception {
    server.file("/a.lua", "return 1");
    assertThat(CLASS_PATH).doesNotContain("jedis").doesNotContain("luasearchers-http-redis");
    assertThat(SearchChild.run(CLASS_PATH, server.url(), "memory", "a")).isEqualTo("return 1");
    assertThat(SearchChild.run(CLASS_PATH, server.url(), "redis://127.0.0.1", "a"))
        .isEqualTo(
            "the setting lua.http.cache is of no use: it names a Redis server: put"
                + " luasearchers-http-redis on the class path");
    assertThat(SearchChild.run(CLASS_PATH, server.url(), "other://127.0.0.1", "a"))
        .isEqualTo(
            "the setting lua.http.cache is of no use: no jar on the class path knows caches of the"
                + " kind 'other'");
  }
}
