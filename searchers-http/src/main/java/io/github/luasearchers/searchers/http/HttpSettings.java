package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.integrity.Secret;
import io.github.luasearchers.searchers.http.integrity.Signatures;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Reads {@code lua.http.*}. A setting of one repository, {@code a}, is {@code lua.http.a.*}; it
 * takes precedence over the setting of all repositories.
 */
final class HttpSettings {

  private final SearchContext context;
  private final String repository;

  /**
   * @param repository the id of the repository whose settings these are, or the empty string for
   *     those of all
   */
  HttpSettings(SearchContext context, String repository) {
    this.context = context;
    this.repository = repository;
  }

  /** Returns a setting's value, or its default. */
  <T> T get(Setting<T> setting) {
    Optional<T> given = find(setting);
    return given.isPresent() ? given.get() : setting.standard();
  }

  /** Returns a setting's value for this repository, or for all. An empty value counts as none. */
  <T> Optional<T> find(Setting<T> setting) {
    String text = text(setting);
    return text.isEmpty() ? Optional.empty() : Optional.of(setting.parse(name(setting), text));
  }

  private String text(Setting<?> setting) {
    String specific = repository.isEmpty() ? "" : given(repository + "." + setting.key());
    return specific.isEmpty() && setting.names().isEmpty() ? given(setting.key()) : specific;
  }

  private String given(String key) {
    return context.setting(key).orElse("");
  }

  /** Reads a public key, or the place where it is, as in {@link Secret}. */
  Optional<Signatures> key(Setting<String> key) {
    return find(key).map(value -> Signatures.ofSetting(name(key), value));
  }

  /** Parses the address of a folder: on a server, or on this machine as {@code file:///x/}. */
  URI folder(Setting<?> key, String value) {
    try {
      URI url = new URI(value);
      boolean pathOnly = url.getHost() == null && url.getRawQuery() == null;
      if (LocalFiles.isLocal(url) && pathOnly && String.valueOf(url.getPath()).startsWith("/")) {
        return url;
      }
    } catch (URISyntaxException e) {
      // It is no address of a server either, and the error below says so.
    }
    return address(key, value);
  }

  /** Parses the address of a server: with a host, without query and fragment. */
  URI address(Setting<?> key, String value) {
    try {
      URI url = new URI(value);
      boolean http = "http".equalsIgnoreCase(url.getScheme());
      boolean https = "https".equalsIgnoreCase(url.getScheme());
      if ((http || https)
          && url.getHost() != null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // The sentence below says it, and does not repeat a password.
    }
    throw new IllegalArgumentException(
        "the setting "
            + name(key)
            + " is no address of a server: give one such as https://host/lua/, without '?' and '#'");
  }

  IllegalArgumentException malformed(Setting<?> key, String value, String remedy) {
    return new IllegalArgumentException(
        "the setting " + name(key) + " is '" + value + "': " + remedy);
  }

  /** Returns a setting's full name: the one that was given, or that could be. */
  String name(Setting<?> setting) {
    String specific = repository + "." + setting.key();
    boolean ofThis =
        !repository.isEmpty() && (setting.names().isPresent() || !given(specific).isEmpty());
    return context.settingName(ofThis ? specific : setting.key());
  }
}
