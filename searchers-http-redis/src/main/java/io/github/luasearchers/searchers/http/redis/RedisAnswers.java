package io.github.luasearchers.searchers.http.redis;

import io.github.luasearchers.searchers.http.cache.AnswerStore;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.cache.KeptAnswer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers on a Redis server: what one machine has asked for, none asks for again. Those of this
 * process are in memory as well, for when the server is not there.
 */
final class RedisAnswers implements AnswerStore {

  private static final String SECRET = "secret";

  private final Redis redis;
  private final AnswerStore near;
  private final Duration life;

  /**
   * @param near what is asked when the server can't be
   * @param life how long the server keeps an answer
   */
  RedisAnswers(Redis redis, AnswerStore near, Duration life) {
    this.redis = redis;
    this.near = near;
    this.life = life;
  }

  @Override
  public Optional<KeptAnswer> get(Digest key) {
    return redis.get(name(key)).flatMap(KeptAnswer::parse).or(() -> near.get(key));
  }

  @Override
  public void put(Digest key, KeptAnswer answer) {
    near.put(key, answer);
    try {
      redis.set(name(key), answer.toBytes(), life);
    } catch (IOException e) {
      Log.LOG.log(Level.DEBUG, "cannot keep an answer: " + e.getMessage());
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
