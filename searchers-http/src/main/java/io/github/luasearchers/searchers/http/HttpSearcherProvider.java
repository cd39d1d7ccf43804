package io.github.luasearchers.searchers.http;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds modules in HTTP repositories. Its name is {@code http}.
 *
 * <p>Without the setting {@code lua.http.repositories} the searcher finds nothing, in silence.
 */
public final class HttpSearcherProvider implements LuaSearcherProvider {

  private static final SearchResult NOTHING = new SearchResult.NotFound();

  private final HostObjects host;

  /** Called by {@link java.util.ServiceLoader}. */
  public HttpSearcherProvider() {
    this(HostObjects.NONE);
  }

  HttpSearcherProvider(HostObjects host) {
    this.host = host;
  }

  /** Returns a builder of a searcher with objects that settings can't carry. */
  public static HttpSearcherBuilder builder() {
    return new HttpSearcherBuilder();
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    HttpSettings settings = new HttpSettings(context, "");
    List<Repository> repositories =
        Repository.readAll(settings, host, id -> new HttpSettings(context, id));
    if (repositories.isEmpty()) {
      return moduleName -> NOTHING;
    }
    LockFile lock = lock(settings);
    return new HttpSearcher(
        repositories,
        Resources.acquire(CacheSettings.read(settings), lock),
        lock,
        settings.choice("mode", Mode.class, Mode.ONLINE),
        settings.duration("require-timeout", "60s"));
  }

  private static LockFile lock(HttpSettings settings) {
    LockFile.Mode mode = settings.choice("lock", LockFile.Mode.class, LockFile.Mode.OFF);
    String file = settings.text("lock-file", "lua-modules.lock");
    try {
      return LockFile.open(Path.of(file), mode, Optional.empty());
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
