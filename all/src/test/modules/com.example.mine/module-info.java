module com.example.mine {
  requires io.github.luasearchers.engine;

  provides io.github.luasearchers.spi.LuaSearcherProvider with
      com.example.mine.MineProvider;
}
