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
 * <p>Without the setting {@code lua.http.repositories} the searcher finds nothing, in silence. It
 * holds addresses of folders on web servers, or names for them, in the order in which they are
 * asked. Each of the other settings is {@code lua.http.<setting>} for all repositories, or {@code
 * lua.http.<name>.<setting>} for one.
 *
 * <ul>
 *   <li>Where: {@code url} (of a name), {@code path} (templates below it), {@code mirrors}, {@code
 *       include} and {@code exclude} (patterns of module names), {@code fallback} ({@code
 *       not-found} or {@code any-error}), {@code index} and {@code index-key}.
 *   <li>As whom, for one repository each: {@code user} and {@code password}, {@code token}, {@code
 *       headers}; a value {@code env:NAME} or {@code file:NAME} says where a secret lies. For all:
 *       {@code netrc}.
 *   <li>What is taken: {@code lock} ({@code off}, {@code record}, {@code verify}, {@code frozen}),
 *       {@code lock-file}, {@code lock-key}, {@code max-size}.
 *   <li>When the network is used: {@code mode} ({@code online}, {@code prefer-cache}, {@code
 *       offline}), {@code update} ({@code respect-http}, {@code never}, {@code always}, {@code
 *       interval:10m}), {@code missing}, {@code stale-if-error}.
 *   <li>What is kept: {@code cache} (a folder, {@code memory} or {@code redis://host:port}), {@code
 *       cache-size}, {@code cache-age}.
 *   <li>How long to wait: {@code connect-timeout}, {@code headers-timeout}, {@code idle-timeout},
 *       {@code resource-timeout}, {@code require-timeout}; a number and {@code ms}, {@code s},
 *       {@code m}, {@code h} or {@code d}.
 *   <li>What to do with servers that fail: {@code retries}, {@code breaker-failures}, {@code
 *       breaker-pause}.
 *   <li>Whom to trust: {@code insecure} (plain http), {@code redirects} (foreign servers), {@code
 *       tls.authorities}, {@code tls.keys}, {@code tls.keys-password}; {@code proxy}, {@code
 *       user-agent}.
 * </ul>
 *
 * <p>The README has their defaults.
 */
public final class HttpSearcherProvider implements LuaSearcherProvider {

  private static final String STANDARD_LOCK = "lua-modules.lock";
  private static final SearchResult NOTHING = new SearchResult.NotFound();

  private final HostObjects host;
  private final Reloads reloads = new Reloads();

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

  /**
   * Has the servers asked again for modules, once for each, whatever the cache has and the update
   * policy says; that there was none is forgotten as well. It counts for the engines that were
   * given this object. Modules that are loaded stay loaded: clear {@code package.loaded[name]} and
   * require them. What a lock file pins stays what it says. Any thread may call this.
   *
   * @param modules names, {@code *} standing for any characters, with commas between: {@code
   *     acme.*} is {@code acme} and what is below it
   */
  public void reload(String modules) {
    reloads.want(modules);
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
    return new HttpSearcher(repositories, new Fetches(resources, lock, mode), lock, reloads, time);
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
