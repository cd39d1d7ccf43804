/** The searcher for modules in HTTP repositories. */
module io.github.luasearchers.searchers.http {
  requires transitive io.github.luasearchers.spi;
  requires transitive java.net.http;
  requires com.google.gson;
  requires io.github.luasearchers.searchers.jar;
  requires methanol;
  requires static org.jspecify;
  requires static redis.clients.jedis;

  exports io.github.luasearchers.searchers.http;

  provides io.github.luasearchers.spi.LuaSearcherProvider with
      io.github.luasearchers.searchers.http.HttpSearcherProvider;
}
