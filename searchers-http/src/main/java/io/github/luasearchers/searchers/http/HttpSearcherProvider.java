package io.github.luasearchers.searchers.http;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.Setting;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Finds modules in HTTP repositories. Its name is {@code http}.
 *
 * <p>The setting {@code lua.http.repositories} lists the addresses of folders on web servers, or
 * names for them, in the order in which they are asked; without it the searcher finds nothing and
 * reports nothing. Each of the other settings is {@code lua.http.<setting>} for all repositories,
 * or {@code lua.http.<name>.<setting>} for one.
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
 * <p>The project's page docs/settings.md has their defaults.
 *
 * <p>Any thread may use a provider; what it throws for a wrong setting is an {@code
 * IllegalArgumentException}, which reaches the host as a {@code ScriptException}.
 *
 * @since 0.1.0
 */
public final class HttpSearcherProvider implements LuaSearcherProvider {

  private final @Nullable HostObjects host;

  /** The modules to reload; created when needed, so that an idle jar loads no other class. */
  private @Nullable Reloads reloads;

  /** Called by {@link java.util.ServiceLoader}. */
  public HttpSearcherProvider() {
    this(null);
  }

  HttpSearcherProvider(@Nullable HostObjects host) {
    this.host = host;
  }

  /** Returns a builder for objects that settings can't express. */
  public static HttpSearcherBuilder builder() {
    return new HttpSearcherBuilder();
  }

  /**
   * Revalidates modules: the next search for each asks the servers, whatever the cache has and the
   * update policy says, also if the cache has a 404. This applies to engines that were given this
   * object. Modules that are loaded stay loaded: clear {@code package.loaded[name]} and require
   * them. Locked modules stay as the lock file says. Any thread may call this.
   *
   * @param modules names separated by commas; {@code *} stands for any characters, and {@code
   *     acme.*} matches {@code acme} too
   */
  public void reload(String modules) {
    reloads().want(modules);
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Collection<Setting<?>> settings() {
    return HttpKeys.all();
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    return context.setting("repositories").orElse("").isEmpty()
        ? LuaSearcher.none()
        : HttpSearchers.create(context, host, reloads());
  }

  private synchronized Reloads reloads() {
    Reloads made = reloads;
    if (made == null) {
      made = new Reloads();
      reloads = made;
    }
    return made;
  }
}
