package io.github.luasearchers.searchers.http.redis;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.cache.ResponseStore;
import io.github.luasearchers.searchers.http.cache.StoredResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * Responses on a Redis server: what one machine has requested, the others need not request. The
 * responses of this process are in memory as well, in case the server can't be reached.
 */
final class RedisResponses implements ResponseStore {

  private static final String SECRET = "secret";

  private final Redis redis;
  private final ResponseStore near;
  private final Duration life;

  /**
   * @param near is asked when the server can't be reached
   * @param life how long the server keeps a response
   */
  RedisResponses(Redis redis, ResponseStore near, Duration life) {
    this.redis = redis;
    this.near = near;
    this.life = life;
  }

  @Override
  public Optional<StoredResponse> get(Digest key) {
    return redis.get(name(key)).flatMap(StoredResponse::parse).or(() -> near.get(key));
  }

  @Override
  public void put(Digest key, StoredResponse response) {
    near.put(key, response);
    try {
      redis.set(name(key), response.toBytes(), life);
    } catch (IOException e) {
      Log.LOG.log(Level.DEBUG, "cannot store a response: " + e.getMessage());
    }
  }

  @Override
  public void remove(Digest key) {
    near.remove(key);
    redis.remove(name(key));
  }

  private static String name(Digest key) {
    return "answer:" + key.hex();
  }

  @Override
  public byte[] secret() {
    return redis.getOrSet(SECRET, near.secret()).orElseGet(near::secret);
  }
}
