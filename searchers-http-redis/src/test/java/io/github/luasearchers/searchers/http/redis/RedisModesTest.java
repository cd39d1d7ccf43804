package io.github.luasearchers.searchers.http.redis;

import io.github.luasearchers.testing.http.CachePromises;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cache on a server keeps what the other caches keep. */
class RedisModesTest extends CachePromises {

  @TempDir Path temp;
  private RedisServer redis;

  RedisModesTest() {
    super("redis");
  }

  @BeforeEach
  void start() throws Exception {
    redis = new RedisServer(temp);
  }

  @AfterEach
  void stop() throws Exception {
    if (redis != null) {
      redis.close();
    }
  }

  @Override
  protected String cache() {
    return redis.url();
  }

  @Override
  protected boolean isShared() {
    return true;
  }
}
