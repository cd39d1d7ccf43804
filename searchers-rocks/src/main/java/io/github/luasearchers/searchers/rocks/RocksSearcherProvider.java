package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.searchers.http.HttpSearcherProvider;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.Setting;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds modules in rocks: those that LuaRocks has installed on this machine, and those of rocks
 * servers. Its name is {@code rocks}.
 *
 * <ul>
 *   <li>{@code lua.rocks.trees} lists the folders that LuaRocks installs into. By default, except
 *       in a sandbox, these are {@code ~/.luarocks}, {@code /usr/local} and {@code /usr}.
 *   <li>{@code lua.rocks.servers} lists the addresses of rocks servers, or names for them, in the
 *       order in which they are asked. A server of a name has settings of its own, {@code
 *       lua.rocks.<name>.url} and those that a repository of the searcher {@code http} may have.
 *   <li>{@code lua.rocks.allow} says which rocks are taken from servers: {@code inspect, penlight
 *       >= 1.13, pl = penlight}. What these need is taken as well, and what the lock file has.
 *   <li>{@code lua.rocks.versions} says which versions are taken unless one is asked for: {@code
 *       stable}, or {@code luarocks}: whatever is highest in LuaRocks' order.
 *   <li>{@code lua.rocks.scan} says whether all rocks that are allowed are looked into for a module
 *       that none of them is named after.
 * </ul>
 *
 * <p>Servers are asked by the searcher {@code http}: its connections, cache, lock file and modes
 * are those of {@code lua.http.*}.
 *
 * @since 0.1.0
 */
public final class RocksSearcherProvider implements LuaSearcherProvider {

  private final @Nullable HttpSearcherProvider given;

  /** What engines share; created when needed, so that an idle jar loads no other class. */
  private @Nullable RocksShared shared;

  /** Called by {@link java.util.ServiceLoader}. */
  public RocksSearcherProvider() {
    given = null;
  }

  /**
   * Makes a provider whose servers are asked with the objects that another provider was given.
   *
   * @param http made by {@link HttpSearcherProvider#builder()}
   */
  public RocksSearcherProvider(HttpSearcherProvider http) {
    given = http;
  }

  /**
   * Has the servers asked again for modules, as {@link HttpSearcherProvider#reload} does.
   *
   * @param modules names separated by commas; {@code *} stands for any characters
   */
  public void reload(String modules) {
    shared().http().reload(modules);
  }

  @Override
  public String name() {
    return "rocks";
  }

  @Override
  public Collection<Setting<?>> settings() {
    return RocksSettings.all();
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    boolean servers = !context.setting("servers").orElse("").isEmpty();
    List<String> trees = DefaultTrees.of(context);
    return servers || !trees.isEmpty()
        ? RocksSearcher.create(context, trees, servers, shared())
        : LuaSearcher.none();
  }

  private synchronized RocksShared shared() {
    RocksShared made = shared;
    if (made == null) {
      made = new RocksShared(given == null ? new HttpSearcherProvider() : given);
      shared = made;
    }
    return made;
  }
}
