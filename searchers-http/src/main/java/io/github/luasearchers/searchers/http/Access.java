package io.github.luasearchers.searchers.http;

import com.google.common.base.Splitter;
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

/**
 * The headers that a repository's servers want: credentials and whatever else was configured. Each
 * origin gets its own and never another's.
 */
final class Access {

  /** Makes the value of an Authorization header. */
  @FunctionalInterface
  private interface Scheme {
    String authorization() throws IOException;
  }

  private final Map<Origin, Scheme> schemes = new HashMap<>();
  private final Origin home;
  private final Map<String, String> headers;
  private final Supplier<Map<String, String>> supplier;
  private final Optional<Netrc> netrc;

  private Access(
      Origin home,
      Map<String, String> headers,
      Supplier<Map<String, String>> supplier,
      Optional<Netrc> netrc) {
    this.home = home;
    this.headers = headers;
    this.supplier = supplier;
    this.netrc = netrc;
  }

  /**
   * Reads a repository's settings.
   *
   * @param servers its own address, then those of its mirrors, which may hold user and password
   * @param supplier headers from the host, asked for each request
   */
  static Access read(
      HttpSettings settings, List<URI> servers, Supplier<Map<String, String>> supplier) {
    Origin home = Origin.of(servers.get(0));
    Optional<Netrc> netrc =
        settings.flag("netrc", false) ? Optional.of(Netrc.standard()) : Optional.empty();
    Access access = new Access(home, headers(settings), supplier, netrc);
    for (URI server : servers) {
      if (server.getRawUserInfo() != null) {
        access.schemes.put(Origin.of(server), userInfo(server.getRawUserInfo()));
      }
    }
    configured(settings).ifPresent(scheme -> access.schemes.put(home, scheme));
    return access;
  }

  private static Optional<Scheme> configured(HttpSettings settings) {
    Optional<Secret> token = settings.own("token").map(Secret::new);
    Optional<String> user = settings.own("user");
    if (token.isPresent() && user.isPresent()) {
      throw new IllegalArgumentException(
          "both "
              + settings.name("token")
              + " and "
              + settings.name("user")
              + " are set: give one");
    }
    if (user.isPresent()) {
      Secret password = new Secret(settings.own("password").orElse(""));
      return Optional.of(() -> basic(user.get(), password.read()));
    }
    return token.map(secret -> () -> "Bearer " + secret.read());
  }

  private static Map<String, String> headers(HttpSettings settings) {
    Map<String, String> headers = new LinkedHashMap<>();
    String text = settings.own("headers").orElse("");
    for (String header : Splitter.on(';').trimResults().omitEmptyStrings().split(text)) {
      int colon = header.indexOf(':');
      if (colon < 1 || !header.substring(0, colon).matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
        throw new IllegalArgumentException(
            "the setting "
                + settings.name("headers")
                + " has a part that is no header: give 'Name: value', with semicolons between them");
      }
      headers.put(header.substring(0, colon), header.substring(colon + 1).trim());
    }
    return headers;
  }

  private static Scheme userInfo(String userInfo) {
    String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    int colon = decoded.indexOf(':');
    String user = colon < 0 ? decoded : decoded.substring(0, colon);
    String password = colon < 0 ? "" : decoded.substring(colon + 1);
    return () -> basic(user, password);
  }

  static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Returns the headers for a request to an origin, as they are now. */
  Map<String, String> headersFor(Origin origin) throws IOException {
    Map<String, String> result = new LinkedHashMap<>();
    if (origin.equals(home)) {
      result.putAll(headers);
      result.putAll(supplied());
    }
    Scheme scheme = schemes.get(origin);
    if (scheme != null) {
      result.putIfAbsent("Authorization", scheme.authorization());
    } else if (netrc.isPresent() && !result.containsKey("Authorization")) {
      netrc.get().find(origin.host()).ifPresent(value -> result.put("Authorization", value));
    }
    return result;
  }

  private Map<String, String> supplied() throws IOException {
    try {
      return supplier.get();
    } catch (RuntimeException e) {
      throw new IOException("the supplier of headers for " + home + " failed", e);
    }
  }

  @Override
  public String toString() {
    return "the headers for " + home;
  }
}
