/** The commands that publish a folder of Lua modules and keep lock files. */
module io.github.luasearchers.publish {
  requires io.github.luasearchers.engine;
  requires io.github.luasearchers.searchers.http;
  requires static org.jspecify;

  uses io.github.luasearchers.spi.LuaSearcherProvider;
}
