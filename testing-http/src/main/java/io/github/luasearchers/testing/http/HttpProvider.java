package io.github.luasearchers.testing.http;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import java.util.ServiceLoader;

/** The HTTP searcher of the class path. */
final class HttpProvider {

  private HttpProvider() {}

  static LuaSearcher create(Settings settings) {
    for (LuaSearcherProvider provider : ServiceLoader.load(LuaSearcherProvider.class)) {
      if (provider.name().equals("http")) {
        return provider.create(settings);
      }
    }
    throw new IllegalStateException("the HTTP searcher is not on the class path");
  }
}
