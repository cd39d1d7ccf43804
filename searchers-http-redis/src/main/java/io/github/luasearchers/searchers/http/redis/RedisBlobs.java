package io.github.luasearchers.searchers.http.redis;

import io.github.luasearchers.searchers.http.cache.BlobStore;
import io.github.luasearchers.searchers.http.cache.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Blobs on a Redis server, with the recently used ones in memory. The server deletes them after
 * some time, or when it needs memory: its own configuration sets the limit.
 */
final class RedisBlobs implements BlobStore {

  private final Redis redis;
  private final BlobStore near;
  private final Duration life;
  private final Listener listener;

  /**
   * @param near is asked first
   * @param life how long the server keeps a blob
   */
  RedisBlobs(Redis redis, BlobStore near, Duration life, Listener listener) {
    this.redis = redis;
    this.near = near;
    this.life = life;
    this.listener = listener;
  }

  @Override
  public Optional<byte[]> read(Digest digest) {
    Optional<byte[]> known = near.read(digest);
    return known.isPresent() ? known : redis.get(key(digest)).flatMap(far -> checked(digest, far));
  }

  private Optional<byte[]> checked(Digest digest, byte[] content) {
    if (!Digest.of(content).equals(digest)) {
      redis.remove(key(digest));
      listener.corrupted(digest, redis + ", " + key(digest));
      return Optional.empty();
    }
    near.write(digest, content);
    return Optional.of(content);
  }

  private static String key(Digest digest) {
    return "blob:" + digest.hex();
  }

  @Override
  public void write(Digest digest, byte[] content) {
    near.write(digest, content);
    try {
      redis.set(key(digest), content, life);
    } catch (IOException e) {
      listener.notStored(digest, e);
    }
  }
}
