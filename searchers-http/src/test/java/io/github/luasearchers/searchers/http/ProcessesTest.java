package io.github.luasearchers.searchers.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
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
  void withoutJedis_onlyRedisIsMissing() throws Exception {
    server.file("/a.lua", "return 1");
    String without =
        Arrays.stream(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> !entry.contains("jedis"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(SearchChild.run(without, server.url(), "memory", "a")).isEqualTo("return 1");
    assertThat(SearchChild.run(without, server.url(), "redis://127.0.0.1", "a"))
        .isEqualTo(
            "lua.http.cache names a Redis server, which needs Jedis: put redis.clients:jedis on the"
                + " class path");
  }
}
