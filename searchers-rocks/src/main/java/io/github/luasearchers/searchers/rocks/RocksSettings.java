package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.searchers.http.HttpSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;

/**
 * The settings below {@code lua.rocks}; and, for the searcher {@code http}, servers of rocks as if
 * they were its repositories: what one server has for itself is below {@code lua.rocks}, what holds
 * for all is below {@code lua.http}.
 */
final class RocksSettings implements SearchContext {

  static final Setting<List<String>> TREES = Setting.list("trees", "");
  static final Setting<List<String>> SERVERS = Setting.list("servers", "").secret();
  static final Setting<String> ALLOW = Setting.text("allow").or("");
  static final Setting<Versions> VERSIONS =
      Setting.choice("versions", Versions.class, Versions.STABLE);
  static final Setting<Boolean> SCAN = Setting.flag("scan", false);

  /** What a server may have for itself; all else is as {@code lua.http.*} says. */
  private static final Set<String> OF_SERVERS =
      Set.of(
          "url",
          "mirrors",
          "user",
          "password",
          "token",
          "headers",
          "netrc",
          "update",
          "insecure",
          "redirects",
          "proxy",
          "tls.authorities",
          "tls.keys",
          "tls.keys-password");

  /** Which versions are taken, unless one is asked for by its name. */
  enum Versions {
    /** Releases. */
    STABLE,
    /** Any, in LuaRocks' order, where {@code scm} is above all. */
    LUAROCKS
  }

  private final SearchContext rocks;
  private final SearchContext http;
  private final Collection<Setting<?>> ofHttp;

  RocksSettings(SearchContext rocks, HttpSearcherProvider provider) {
    this.rocks = rocks;
    this.http = rocks.ofSearcher(provider.name());
    this.ofHttp = provider.settings();
  }

  static Collection<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(List.of(TREES, SERVERS, ALLOW, VERSIONS, SCAN));
    for (Setting<?> each : new HttpSearcherProvider().settings()) {
      if (each.names().isPresent() && OF_SERVERS.contains(each.key())) {
        all.add(each.of(SERVERS));
      }
    }
    return all;
  }

  private boolean isOfAll(String key) {
    for (Setting<?> each : ofHttp) {
      if (each.names().isEmpty() && each.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Optional<String> setting(String key) {
    if (key.equals("repositories")) {
      return rocks.setting(SERVERS.key());
    }
    if (isOfAll(key)) {
      return http.setting(key);
    }
    String ofServer = key.substring(key.indexOf('.') + 1);
    return OF_SERVERS.contains(ofServer) ? rocks.setting(key) : Optional.empty();
  }

  @Override
  public String settingName(String key) {
    if (key.equals("repositories")) {
      return rocks.settingName(SERVERS.key());
    }
    return isOfAll(key) ? http.settingName(key) : rocks.settingName(key);
  }

  @Override
  public Globals globals() {
    return rocks.globals();
  }

  @Override
  public LuaTable packageTable() {
    return rocks.packageTable();
  }

  @Override
  public ClassLoader classLoader() {
    return rocks.classLoader();
  }
}
