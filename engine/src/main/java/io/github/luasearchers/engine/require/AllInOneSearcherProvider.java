package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;

/** Lua's fourth searcher: submodules in the library of the root of their names. */
public final class AllInOneSearcherProvider implements LuaSearcherProvider {

  @Override
  public String name() {
    return "all-in-one";
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    return new AllInOneSearcher(ProviderContext.library(context));
  }
}
