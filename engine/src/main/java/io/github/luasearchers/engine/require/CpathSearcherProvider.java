package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;

/** Lua's third searcher: libraries along {@code package.cpath}, one for each module. */
public final class CpathSearcherProvider implements LuaSearcherProvider {

  @Override
  public String name() {
    return "cpath";
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    return new CpathSearcher(ProviderContext.library(context));
  }
}
