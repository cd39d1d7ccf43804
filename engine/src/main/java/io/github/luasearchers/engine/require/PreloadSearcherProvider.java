package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;

/** Lua's first searcher: {@code package.preload}. */
public final class PreloadSearcherProvider implements LuaSearcherProvider {

  static final String NAME = "preload";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    return new PreloadSearcher(ProviderContext.library(context));
  }
}
