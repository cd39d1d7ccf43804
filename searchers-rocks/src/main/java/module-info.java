/** The searcher for rocks: those that LuaRocks has installed, and those of rocks servers. */
module io.github.luasearchers.searchers.rocks {
  requires com.google.gson;
  requires transitive io.github.luasearchers.searchers.http;
  requires io.github.luasearchers.searchers.jar;
  requires transitive io.github.luasearchers.spi;
  requires static org.jspecify;
  requires static org.apache.commons.compress;

  exports io.github.luasearchers.searchers.rocks;

  provides io.github.luasearchers.spi.LuaSearcherProvider with
      io.github.luasearchers.searchers.rocks.RocksSearcherProvider;
}
