package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.RockLocator;
import io.github.luasearchers.searchers.http.remote.RemoteFiles;
import io.github.luasearchers.spi.Excerpt;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.ModuleName;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Searches installed rocks first, then those of servers. One thread at a time does. */
final class RocksSearcher implements LuaSearcher, RockLocator {

  private final Trees trees;
  private final @Nullable Servers servers;
  private final @Nullable LuaSearcher connection;

  private RocksSearcher(Trees trees, @Nullable Servers servers, @Nullable LuaSearcher connection) {
    this.trees = trees;
    this.servers = servers;
    this.connection = connection;
  }

  /**
   * Makes the searcher of an engine.
   *
   * @param folders the trees
   * @param remote whether there are servers
   */
  static LuaSearcher create(
      SearchContext context, List<String> folders, boolean remote, RocksShared shared) {
    String version = DefaultTrees.version(context);
    Linking linking = new Linking(context);
    Trees trees = new Trees(folders, version, linking);
    if (!remote) {
      return new RocksSearcher(trees, null, null);
    }
    AllowList allowed =
        AllowList.parse(
            context.settingName(RocksSettings.ALLOW.key()), RocksSettings.ALLOW.read(context));
    boolean any = RocksSettings.VERSIONS.read(context) == RocksSettings.Versions.LUAROCKS;
    boolean scan = RocksSettings.SCAN.read(context);
    LuaSearcher connection = shared.http().create(new RocksSettings(context, shared.http()));
    RemoteFiles files = ((RemoteFiles.Source) connection).remoteFiles();
    Catalog catalog = new Catalog(files, shared, version);
    Resolver resolver = new Resolver(files, catalog, new Provided(version), shared, any);
    Servers servers = new Servers(files, resolver, allowed, scan, linking);
    return new RocksSearcher(trees, servers, connection);
  }

  @Override
  public SearchResult search(String moduleName) throws IOException {
    if (!ModuleName.isPlain(moduleName)) {
      return SearchResult.notFound(
          "no rock for module '" + Excerpt.line(moduleName) + "' (not a plain name)");
    }
    List<String> sentences = new ArrayList<>();
    @Nullable SearchResult found = trees.search(moduleName, sentences);
    if (found == null && servers != null) {
      found = servers.search(moduleName, sentences);
    }
    return found == null ? SearchResult.notFound(sentences) : found;
  }

  @Override
  public boolean isAllowed(String name) {
    return servers != null && servers.isAllowed(name);
  }

  @Override
  public SortedMap<String, LockEntry> locate(Collection<String> rocks) throws IOException {
    if (servers == null) {
      throw new IOException("there are no servers of rocks: set lua.rocks.servers");
    }
    return servers.locate(rocks);
  }

  @Override
  public void close() {
    if (servers != null) {
      servers.close();
    }
    if (connection != null) {
      connection.close();
    }
  }
}
