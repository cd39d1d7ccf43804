package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.integrity.Secret;
import io.github.luasearchers.searchers.http.integrity.Signatures;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Reads {@code lua.http.*}. What a repository named {@code a} wants different from the others
 * stands in {@code lua.http.a.*}: each setting is looked for there first.
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

  /** Returns what a setting says, or else what holds then. */
  <T> T get(Setting<T> setting) {
    Optional<T> given = find(setting);
    return given.isPresent() ? given.get() : setting.standard();
  }

  /** Returns what a setting says of this repository, or of all. Nothing counts as not given. */
  <T> Optional<T> find(Setting<T> setting) {
    String text = text(setting);
    return text.isEmpty() ? Optional.empty() : Optional.of(setting.parse(name(setting), text));
  }

  private String text(Setting<?> setting) {
    String own = repository.isEmpty() ? "" : given(repository + "." + setting.key());
    return own.isEmpty() && setting.names().isEmpty() ? given(setting.key()) : own;
  }

  private String given(String key) {
    return context.setting(key).orElse("");
  }

  /** Reads a public key, or where it lies, as in {@link Secret}. */
  Optional<Signatures> key(Setting<String> key) {
    return find(key).map(value -> Signatures.ofSetting(name(key), value));
  }

  /** Returns the address of a server's folder, or of one of this machine's: {@code file:///x/}. */
  URI place(Setting<?> key, String value) {
    try {
      URI url = new URI(value);
      boolean plain = url.getHost() == null && url.getRawQuery() == null;
      if (LocalFiles.isLocal(url) && plain && String.valueOf(url.getPath()).startsWith("/")) {
        return url;
      }
    } catch (URISyntaxException e) {
      // What is no URL is no address either, which says so.
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

  /** Returns a setting's whole name, where it was given or would be. */
  String name(Setting<?> setting) {
    String own = repository + "." + setting.key();
    boolean ofThis =
        !repository.isEmpty() && (setting.names().isPresent() || !given(own).isEmpty());
    return context.settingName(ofThis ? own : setting.key());
  }
}
