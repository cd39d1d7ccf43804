package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.integrity.Signatures;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place that has modules, and all settings of it.
 *
 * @param id its name in settings and messages
 * @param base its address, with a slash at its end and without user or password
 * @param mirrors addresses with the same content, each asked if the one before can't be reached
 * @param templates paths of a module's file below the base, with {@code ?} for its path
 * @param names the names of the modules that it is asked for
 * @param index whether it publishes {@code lua-modules.json}
 * @param indexKey the key that must have signed the index, if there is one
 * @param anyError whether the next repository is asked when this one fails
 */
record Repository(
    String id,
    URI base,
    List<URI> mirrors,
    List<String> templates,
    NamePatterns names,
    boolean index,
    Optional<Signatures> indexKey,
    boolean anyError,
    UpdatePolicy update,
    FetchRules rules,
    Credentials credentials,
    Connection connection,
    Events events) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  /** Reads the list of repositories, in its order; empty if there is no such setting. */
  static List<Repository> readAll(HttpSettings settings, HostObjects host, SettingsOf ofId) {
    List<Repository> repositories = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String entry : settings.get(HttpKeys.REPOSITORIES)) {
      boolean url = entry.contains("://");
      String id = url ? host(settings.folder(HttpKeys.REPOSITORIES, entry)) : entry;
      if (!url && !ID.matcher(id).matches()) {
        if (entry.indexOf('@') >= 0 || entry.indexOf(':') >= 0) {
          // A malformed address. It is not quoted, since it may have a password.
          throw new IllegalArgumentException(
              "the setting "
                  + settings.name(HttpKeys.REPOSITORIES)
                  + " has what is neither a name nor an address: give one such as"
                  + " https://host/lua/");
        }
        throw settings.malformed(
            HttpKeys.REPOSITORIES,
            entry,
            "give addresses, or names of letters, digits, '-' and '_'");
      }
      if (!ids.add(id)) {
        throw new IllegalArgumentException(
            "the setting "
                + settings.name(HttpKeys.REPOSITORIES)
                + " has '"
                + id
                + "' twice: give each a name of its own, and its address in "
                + ofId.settings("<name>").name(HttpKeys.URL));
      }
      repositories.add(read(id, url ? entry : null, ofId.settings(id), host));
    }
    return List.copyOf(repositories);
  }

  /** Returns the name of a repository that was given by its address alone. */
  private static String host(URI address) {
    return LocalFiles.isLocal(address) ? "local" : address.getHost();
  }

  /** Makes the view of the settings that one repository has. */
  @FunctionalInterface
  interface SettingsOf {
    HttpSettings settings(String id);
  }

  private static Repository read(
      String id, @Nullable String listed, HttpSettings settings, HostObjects host) {
    String address =
        listed != null
            ? listed
            : settings
                .find(HttpKeys.URL)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "the repository '"
                                + id
                                + "' has no address: set "
                                + settings.name(HttpKeys.URL)));
    List<URI> servers = new ArrayList<>();
    servers.add(settings.folder(listed == null ? HttpKeys.URL : HttpKeys.REPOSITORIES, address));
    settings.get(HttpKeys.MIRRORS).forEach(m -> servers.add(settings.address(HttpKeys.MIRRORS, m)));
    Credentials credentials =
        Credentials.read(settings, id, servers, host.headers().getOrDefault(id, Map::of));
    return new Repository(
        id,
        folder(servers.get(0)),
        servers.stream().skip(1).map(Repository::folder).toList(),
        templates(settings),
        NamePatterns.parse(settings.get(HttpKeys.INCLUDE), settings.get(HttpKeys.EXCLUDE)),
        settings.get(HttpKeys.INDEX),
        settings.key(HttpKeys.INDEX_KEY),
        settings.get(HttpKeys.FALLBACK) == HttpKeys.Fallback.ANY_ERROR,
        settings.get(HttpKeys.UPDATE),
        FetchRules.read(settings),
        credentials,
        Connection.read(settings, host),
        new Events(id, host.listener()));
  }

  /** Returns an address as that of a folder, without the user and password it may hold. */
  private static URI folder(URI address) {
    String path = address.getRawPath();
    String slash = path.endsWith("/") ? "" : "/";
    if (LocalFiles.isLocal(address)) {
      return URI.create("file://" + path + slash).normalize();
    }
    try {
      String authority = address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
      return new URI(address.getScheme() + "://" + authority + path + slash).normalize();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no address of a folder: " + Origin.of(address), e);
    }
  }

  private static List<String> templates(HttpSettings settings) {
    String text = settings.get(HttpKeys.PATH);
    List<String> templates = new ArrayList<>();
    for (String template : text.split(";", -1)) {
      String trimmed = template.trim();
      if (!trimmed.matches("[A-Za-z0-9_.~?/-]*")
          || trimmed.startsWith("/")
          || trimmed.contains("..")) {
        throw settings.malformed(
            HttpKeys.PATH, text, "give paths below the repository, such as ?.lua;?/init.lua");
      }
      if (!trimmed.isEmpty()) {
        templates.add(trimmed);
      }
    }
    return templates;
  }

  /** Returns a copy of this repository with another policy. */
  Repository with(UpdatePolicy policy) {
    return new Repository(
        id,
        base,
        mirrors,
        templates,
        names,
        index,
        indexKey,
        anyError,
        policy,
        rules,
        credentials,
        connection,
        events);
  }

  /** Returns the addresses at which a module may be, best first. */
  List<URI> candidates(String modulePath) {
    return templates.stream().map(t -> at(t.replace("?", modulePath))).toList();
  }

  /** Returns the address of a file of this repository. */
  URI at(String path) {
    return URI.create(base + path);
  }

  /** Returns the URLs of a file: its own one, then those on the mirrors. */
  List<URI> servers(URI url) {
    List<URI> urls = new ArrayList<>();
    urls.add(url);
    if (url.toString().startsWith(base.toString())) {
      String rest = url.toString().substring(base.toString().length());
      mirrors.forEach(mirror -> urls.add(URI.create(mirror + rest)));
    }
    return urls;
  }

  @Override
  public String toString() {
    return id + " at " + base;
  }
}
