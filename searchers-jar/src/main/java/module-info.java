/** The searcher for modules in zip and jar archives. */
@SuppressWarnings("module") // one that is compiled later than this
module io.github.luasearchers.searchers.jar {
  requires io.github.luasearchers.spi;
  requires static org.jspecify;

  exports io.github.luasearchers.searchers.jar to
      io.github.luasearchers.searchers.http,
      io.github.luasearchers.searchers.rocks;

  provides io.github.luasearchers.spi.LuaSearcherProvider with
      io.github.luasearchers.searchers.jar.JarSearcherProvider;
}
