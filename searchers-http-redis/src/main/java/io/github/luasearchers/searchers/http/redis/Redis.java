package io.github.luasearchers.searchers.http.redis;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * A Redis server that several machines share. If it can't be reached, it counts as an empty cache:
 * modules are fetched from their repositories, and the server is not asked again for a while. Safe
 * for threads.
 */
final class Redis implements AutoCloseable {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Keeps our keys apart from those of other programs. */
  private static final String PREFIX = "luasearchers:v1:";

  private final JedisPooled client;
  private final String server;
  private volatile boolean failed;
  private volatile long failedAt;

  private Redis(JedisPooled client, String server) {
    this.client = client;
    this.server = server;
  }

  /**
   * Reads the address of a server: {@code redis://user:password@host:port/database}, or {@code
   * rediss} for TLS, with the server's name verified. It is connected to when it is needed.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Redis at(String address) {
    return open(url(address));
  }

  private static URI url(String address) {
    try {
      URI url = URI.create(address);
      boolean named = JedisURIHelper.isRedisScheme(url) || JedisURIHelper.isRedisSSLScheme(url);
      if (named && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // The exception would quote the password.
    }
    throw new IllegalArgumentException(
        "this is no address of a Redis server: give one such as redis://host:6379");
  }

  private static Redis open(URI url) {
    SSLParameters verified = new SSLParameters();
    verified.setEndpointIdentificationAlgorithm("HTTPS");
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(CONNECT_MILLIS)
            .socketTimeoutMillis(TIMEOUT_MILLIS)
            .user(JedisURIHelper.getUser(url))
            .password(JedisURIHelper.getPassword(url))
            .database(JedisURIHelper.getDBIndex(url))
            .ssl(JedisURIHelper.isRedisSSLScheme(url))
            .sslParameters(verified)
            .build();
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxWait(Duration.ofMillis(TIMEOUT_MILLIS));
    // No thread for the pool: broken connections are found when they are used.
    pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
    pool.setTestWhileIdle(false);
    pool.setTestOnBorrow(true);
    int port = url.getPort() < 0 ? 6379 : url.getPort();
    HostAndPort place = new HostAndPort(url.getHost(), port);
    return new Redis(new JedisPooled(pool, place, config), place.toString());
  }

  /** Returns a value, nothing if there is none or the server fails. */
  Optional<byte[]> get(String key) {
    if (isPaused()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(client.get(bytes(key)));
    } catch (JedisException e) {
      pause(e);
      return Optional.empty();
    }
  }

  /**
   * Keeps a value for some time.
   *
   * @throws IOException if the server fails
   */
  void set(String key, byte[] value, Duration life) throws IOException {
    if (isPaused()) {
      throw new IOException("the Redis server '" + server + "' has just failed");
    }
    try {
      client.set(bytes(key), value, SetParams.setParams().px(Math.max(1, life.toMillis())));
    } catch (JedisException e) {
      pause(e);
      throw new IOException("the Redis server '" + server + "' fails: " + e.getMessage(), e);
    }
  }

  /** Returns the value that all clients have of a key; sets it first if there is none. */
  Optional<byte[]> getOrSet(String key, byte[] value) {
    if (isPaused()) {
      return Optional.empty();
    }
    try {
      client.setnx(bytes(key), value);
      return Optional.ofNullable(client.get(bytes(key)));
    } catch (JedisException e) {
      pause(e);
      return Optional.empty();
    }
  }

  void remove(String key) {
    if (isPaused()) {
      return;
    }
    try {
      client.del(bytes(key));
    } catch (JedisException e) {
      pause(e);
    }
  }

  private static byte[] bytes(String key) {
    return (PREFIX + key).getBytes(StandardCharsets.UTF_8);
  }

  private boolean isPaused() {
    return failed && System.nanoTime() - failedAt < PAUSE_NANOS;
  }

  private void pause(JedisException e) {
    failedAt = System.nanoTime();
    failed = true;
    Log.LOG.log(
        Level.WARNING, "the cache on the Redis server '" + server + "' fails: " + e.getMessage());
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public String toString() {
    return "Redis at " + server;
  }
}
