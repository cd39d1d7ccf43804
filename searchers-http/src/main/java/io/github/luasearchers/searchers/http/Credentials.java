package io.github.luasearchers.searchers.http;

import com.google.common.base.Splitter;
import io.github.luasearchers.searchers.http.cache.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request headers of a repository: credentials, and other headers that were configured. Each
 * origin gets its own headers, never those of another one. No message contains a value.
 */
final class Credentials {

  private static final String AUTHORIZATION = "Authorization";

  /** Makes the value of an Authorization header. */
  @FunctionalInterface
  private interface Scheme {
    String authorization() throws IOException;
  }

  /**
   * Credentials for one origin.
   *
   * @param place where they were given: the text for messages
   */
  private record Account(Scheme scheme, String place) {}

  private final Map<Origin, Account> accounts = new HashMap<>();
  private final String prefix;
  private final Origin baseOrigin;
  private final Map<String, HeaderSecret> headers;
  private final Supplier<Map<String, String>> supplier;
  private final Optional<Netrc> netrc;
  private boolean lacksPassword;

  private Credentials(
      String prefix,
      Origin baseOrigin,
      Map<String, HeaderSecret> headers,
      Supplier<Map<String, String>> supplier,
      Optional<Netrc> netrc) {
    this.prefix = prefix;
    this.baseOrigin = baseOrigin;
    this.headers = headers;
    this.supplier = supplier;
    this.netrc = netrc;
  }

  /**
   * Reads a repository's settings.
   *
   * @param id the repository's name in settings
   * @param servers its own address, then those of its mirrors, which may hold user and password
   * @param supplier headers from the host, asked for each request
   * @throws IllegalArgumentException if one can't be used; the message names it by its key
   */
  static Credentials read(
      HttpSettings settings, String id, List<URI> servers, Supplier<Map<String, String>> supplier) {
    Origin baseOrigin = Origin.of(servers.get(0));
    Optional<Netrc> netrc =
        settings.get(HttpKeys.NETRC) ? Optional.of(Netrc.standard()) : Optional.empty();
    String prefix = "lua.http." + id + ".";
    Credentials credentials =
        new Credentials(prefix, baseOrigin, headers(settings), supplier, netrc);
    for (URI server : servers) {
      if (server.getRawUserInfo() != null) {
        String place = "the address of " + Origin.of(server) + " in the settings";
        credentials.accounts.put(Origin.of(server), userInfo(server.getRawUserInfo(), place));
      }
    }
    credentials.configure(settings);
    return credentials;
  }

  private void configure(HttpSettings settings) {
    Optional<String> token = settings.find(HttpKeys.TOKEN);
    Optional<String> user = settings.find(HttpKeys.USER);
    Optional<String> password = settings.find(HttpKeys.PASSWORD);
    if (token.isPresent() && user.isPresent()) {
      throw new IllegalArgumentException(
          "both " + prefix + "token and " + prefix + "user are set: give one");
    }
    if (password.isPresent() && user.isEmpty()) {
      throw new IllegalArgumentException(
          "the setting " + prefix + "password is there without " + prefix + "user");
    }
    if (user.isPresent()) {
      checkUser(user.get(), "the setting " + prefix + "user");
      lacksPassword = password.isEmpty();
      HeaderSecret secret = new HeaderSecret(prefix + "password", password.orElse(""));
      put(() -> basic(user.get(), secret.read()), "user and " + prefix + "password");
    } else if (token.isPresent()) {
      HeaderSecret secret = new HeaderSecret(prefix + "token", token.get());
      put(() -> "Bearer " + secret.read(), "token");
    }
  }

  private void put(Scheme scheme, String keys) {
    accounts.put(baseOrigin, new Account(scheme, prefix + keys));
  }

  private static void checkUser(String user, String place) {
    if (!Headers.isValue(user) || user.indexOf(':') >= 0) {
      throw new IllegalArgumentException(place + " has a character that no user's name can have");
    }
  }

  private static Map<String, HeaderSecret> headers(HttpSettings settings) {
    Map<String, HeaderSecret> headers = new LinkedHashMap<>();
    String setting = settings.name(HttpKeys.HEADERS);
    String text = settings.find(HttpKeys.HEADERS).orElse("");
    for (String header : Splitter.on(';').trimResults().omitEmptyStrings().split(text)) {
      int colon = header.indexOf(':');
      String name = header.substring(0, Math.max(0, colon));
      if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
        throw new IllegalArgumentException(
            "the setting "
                + setting
                + " has a part that is no header: give 'Name: value', with semicolons between them");
      }
      if (!Headers.isName(name)) {
        throw new IllegalArgumentException(
            "the setting " + setting + " has the header " + name + ", which the client makes");
      }
      headers.put(name, new HeaderSecret(setting, header.substring(colon + 1).trim()));
    }
    return headers;
  }

  private static Account userInfo(String userInfo, String place) {
    String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    int colon = decoded.indexOf(':');
    String user = colon < 0 ? decoded : decoded.substring(0, colon);
    String password = colon < 0 ? "" : decoded.substring(colon + 1);
    checkUser(user, place);
    if (!Headers.isValue(password)) {
      throw new IllegalArgumentException(place + " has a character that no password can have");
    }
    return new Account(() -> basic(user, password), place);
  }

  static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Returns the headers for a request to an origin, as they are now. */
  Map<String, String> headersFor(Origin origin) throws IOException {
    Map<String, String> result = new LinkedHashMap<>();
    if (origin.equals(baseOrigin)) {
      for (Map.Entry<String, HeaderSecret> header : headers.entrySet()) {
        result.put(header.getKey(), header.getValue().read());
      }
      result.putAll(supplied());
    }
    @Nullable Account account = accounts.get(origin);
    if (account != null) {
      result.putIfAbsent(AUTHORIZATION, account.scheme.authorization());
    } else if (netrc.isPresent() && !result.containsKey(AUTHORIZATION)) {
      netrc.get().find(origin.host()).ifPresent(value -> result.put(AUTHORIZATION, value));
    }
    return result;
  }

  private Map<String, String> supplied() throws IOException {
    Map<String, String> supplied;
    try {
      supplied = supplier.get();
    } catch (RuntimeException e) {
      throw new IOException("the supplier of headers for " + baseOrigin + " failed", e);
    }
    for (Map.Entry<String, String> header : supplied.entrySet()) {
      if (!Headers.isName(header.getKey()) || !Headers.isValue(header.getValue())) {
        throw new IOException(
            "the supplier of headers for "
                + baseOrigin
                + " gave '"
                + Printable.text(header.getKey())
                + "', which is no header, or a value that none can have");
      }
    }
    return supplied;
  }

  /** Returns the part of a message that says what to do about a 401. */
  String remedy(Origin origin) throws IOException {
    @Nullable Account account = accounts.get(origin);
    if (account != null && origin.equals(baseOrigin) && lacksPassword) {
      return prefix + "user is set, and " + prefix + "password is not";
    }
    if (account != null) {
      return "the server refuses the credentials in " + account.place;
    }
    if (!origin.equals(baseOrigin)) {
      return "no credentials were sent, for they are for " + baseOrigin;
    }
    if (headersFor(origin).keySet().stream().anyMatch(AUTHORIZATION::equalsIgnoreCase)) {
      String place =
          headers.keySet().stream().anyMatch(AUTHORIZATION::equalsIgnoreCase)
              ? prefix + "headers"
              : "the netrc file, or from the host's supplier of headers";
      return "the server refuses the credentials in " + place;
    }
    return "no credentials were sent: set "
        + prefix
        + "token, or "
        + prefix
        + "user and "
        + prefix
        + "password";
  }

  @Override
  public String toString() {
    return "the headers for " + baseOrigin;
  }
}
