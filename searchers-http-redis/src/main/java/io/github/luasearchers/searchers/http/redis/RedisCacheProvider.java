package io.github.luasearchers.searchers.http.redis;

import io.github.luasearchers.searchers.http.cache.BlobStore;
import io.github.luasearchers.searchers.http.cache.Cache;
import io.github.luasearchers.searchers.http.cache.CacheProvider;
import java.time.Duration;
import java.util.Set;

/** Opens caches on Redis servers. {@link java.util.ServiceLoader} makes it. */
public final class RedisCacheProvider implements CacheProvider {

  @Override
  public Set<String> schemes() {
    return Set.of("redis", "rediss");
  }

  @Override
  public Cache open(String address, Cache near, Duration age, BlobStore.Listener listener) {
    Redis redis = Redis.at(address);
    return new Cache(
        new RedisBlobs(redis, near.blobs(), age, listener),
        new RedisResponses(redis, near.responses(), age),
        redis::close);
  }
}
