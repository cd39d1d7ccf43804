package io.github.luasearchers.searchers.http;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Finds modules in HTTP repositories. Its name is {@code http}.
 *
 * <p>Without the setting {@code lua.http.repositories} the searcher finds nothing, in silence.
 */
public final class HttpSearcherProvider implements LuaSearcherProvider {

  private static final String STANDARD_LOCK = "lua-modules.lock";
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
    Mode mode = settings.choice("mode", Mode.class, Mode.ONLINE);
    Duration time = settings.duration("require-timeout", "60s");
    Resources resources = Resources.acquire(CacheSettings.read(settings), lock);
    return new HttpSearcher(repositories, new Fetches(resources, lock, mode), lock, time);
  }

  private static LockFile lock(HttpSettings settings) {
    String name = settings.text("lock-file", STANDARD_LOCK);
    try {
      Path file = Path.of(name);
      LockFile.Mode standard = Files.exists(file) ? LockFile.Mode.VERIFY : LockFile.Mode.OFF;
      LockFile.Mode mode = settings.choice("lock", LockFile.Mode.class, standard);
      return LockFile.open(file, mode, settings.key("lock-key"));
    } catch (InvalidPathException e) {
      throw settings.malformed("lock-file", name, "give the name of a file");
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
