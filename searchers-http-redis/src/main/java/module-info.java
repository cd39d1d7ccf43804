/** The cache of the HTTP searcher on a Redis server. */
module io.github.luasearchers.searchers.http.redis {
  requires io.github.luasearchers.searchers.http;
  requires redis.clients.jedis;
  requires static org.jspecify;

  provides io.github.luasearchers.searchers.http.cache.CacheProvider with
      io.github.luasearchers.searchers.http.redis.RedisCacheProvider;
}
