/** The searcher for modules in HTTP repositories. */
@SuppressWarnings("module") // who gets a package is compiled after this one
module io.github.luasearchers.searchers.http {
  requires transitive io.github.luasearchers.spi;
  requires transitive java.net.http;
  requires com.google.gson;
  requires io.github.luasearchers.searchers.jar;
  requires methanol;
  requires static org.jspecify;

  exports io.github.luasearchers.searchers.http;
  exports io.github.luasearchers.searchers.http.cache to
      io.github.luasearchers.publish,
      io.github.luasearchers.searchers.http.redis,
      io.github.luasearchers.searchers.rocks;
  exports io.github.luasearchers.searchers.http.integrity to
      io.github.luasearchers.publish,
      io.github.luasearchers.searchers.rocks;
  exports io.github.luasearchers.searchers.http.remote to
      io.github.luasearchers.searchers.rocks;

  uses io.github.luasearchers.searchers.http.cache.CacheProvider;

  provides io.github.luasearchers.spi.LuaSearcherProvider with
      io.github.luasearchers.searchers.http.HttpSearcherProvider;
}
