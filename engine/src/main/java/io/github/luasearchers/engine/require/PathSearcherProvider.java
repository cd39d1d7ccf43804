package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.Setting;
import java.util.Collection;
import java.util.List;

/** Lua's second searcher: Lua files along {@code package.path}. */
public final class PathSearcherProvider implements LuaSearcherProvider {

  /** Whether precompiled chunks are loaded too. Nothing checks them: trust where they come from. */
  private static final Setting<Boolean> BINARY = Setting.flag("binary", false);

  @Override
  public String name() {
    return "path";
  }

  @Override
  public Collection<Setting<?>> settings() {
    return List.of(BINARY);
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    return new PathSearcher(ProviderContext.library(context), BINARY.read(context));
  }
}
