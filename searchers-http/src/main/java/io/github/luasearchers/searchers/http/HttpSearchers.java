package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.CacheFolder;
import io.github.luasearchers.searchers.http.cache.CacheSettings;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.integrity.LockSettings;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes searchers of settings. It is separate from the provider, so that a host with the jar but
 * without repositories loads the provider and no other class.
 */
final class HttpSearchers {

  /** The address of a cache on a server, as opposed to a folder or a drive of Windows. */
  private static final Pattern SERVER = Pattern.compile("[a-z][a-z0-9+.-]+://.*");

  private HttpSearchers() {}

  /**
   * Makes the searcher of an engine.
   *
   * @param host objects of the host, if there are any
   */
  static LuaSearcher create(
      SearchContext context, @Nullable HostObjects host, Predicate<String> reloads) {
    HttpSettings settings = new HttpSettings(context, "");
    List<Repository> repositories = repositories(context, host == null ? HostObjects.NONE : host);
    if (repositories.isEmpty()) {
      return LuaSearcher.none();
    }
    NetworkMode mode = settings.get(HttpKeys.MODE);
    Duration time = settings.get(HttpKeys.REQUIRE_TIMEOUT);
    LockFile lock = new LockSettings(context).open();
    if (lock.mode() == LockFile.Mode.RECORD && mode == NetworkMode.OFFLINE) {
      throw new IllegalArgumentException(
          "lua.http.lock = record asks the servers, and lua.http.mode = offline asks nobody: change"
              + " one of them");
    }
    SharedResources resources = resources(settings, lock);
    return new HttpSearcher(repositories, new Fetcher(resources, lock, mode), lock, reloads, time);
  }

  private static List<Repository> repositories(SearchContext context, HostObjects host) {
    return Repository.readAll(
        new HttpSettings(context, ""), host, id -> new HttpSettings(context, id));
  }

  private static SharedResources resources(HttpSettings settings, LockFile lock) {
    CacheSettings cache = cache(settings);
    try {
      return SharedResources.acquire(cache, lock);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the setting " + settings.name(HttpKeys.CACHE) + " is of no use: " + e.getMessage(), e);
    }
  }

  static CacheSettings cache(HttpSettings settings) {
    String place = settings.get(HttpKeys.CACHE);
    boolean server = SERVER.matcher(place).matches();
    if (!server && place.matches("rediss?:.*")) {
      // The value is not quoted: it may have a password.
      throw new IllegalArgumentException(
          "the setting "
              + settings.name(HttpKeys.CACHE)
              + " is no address of a Redis server: give one such as redis://host:6379");
    }
    return new CacheSettings(
        server || place.equals("memory") ? Optional.empty() : Optional.of(folder(settings, place)),
        server ? Optional.of(place) : Optional.empty(),
        settings.get(HttpKeys.CACHE_SIZE),
        settings.get(HttpKeys.CACHE_AGE));
  }

  private static Path folder(HttpSettings settings, String place) {
    try {
      return place.isEmpty()
          ? CacheFolder.standard(System.getenv(), Path.of(System.getProperty("user.home")))
          : Path.of(place).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw settings.malformed(
          HttpKeys.CACHE, place, "give a folder, memory, or redis://host:port");
    }
  }
}
