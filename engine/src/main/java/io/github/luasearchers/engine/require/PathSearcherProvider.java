package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import java.util.Optional;

/** Lua's second searcher: Lua files along {@code package.path}. */
public final class PathSearcherProvider implements LuaSearcherProvider {

  /** Whether precompiled chunks are loaded too. Nothing checks them: trust where they come from. */
  private static final String BINARY = "binary";

  @Override
  public String name() {
    return "path";
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    return new PathSearcher(EngineContext.library(context), isBinary(context));
  }

  private static boolean isBinary(SearchContext context) {
    Optional<String> value = context.setting(BINARY);
    if (!value.isPresent() || value.get().equals("false")) {
      return false;
    }
    if (!value.get().equals("true")) {
      throw new IllegalArgumentException(
          "lua.path.binary is '" + value.get() + "'. Set it to true or false.");
    }
    return true;
  }
}
