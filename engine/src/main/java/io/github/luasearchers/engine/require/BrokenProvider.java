package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;

/** Stands where two claim one name. */
final class BrokenProvider implements LuaSearcherProvider {

  private final String name;
  private final String problem;

  BrokenProvider(String name, String problem) {
    this.name = name;
    this.problem = problem;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    throw new IllegalStateException(problem);
  }
}
