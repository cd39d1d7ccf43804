package io.github.luasearchers.searchers.http;

import java.net.URI;
import java.util.Locale;

/**
 * The scheme, host and port of a URL (RFC 6454): credentials, circuit breakers and redirects are
 * bound to it. A folder of this machine has an empty host.
 */
record Origin(String scheme, String host, int port) {

  static Origin of(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int standard = scheme.equals("https") ? 443 : 80;
    int port = url.getPort() < 0 ? standard : url.getPort();
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    return new Origin(scheme, host, port);
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  /** Tells whether this is the local machine, without looking up a name. */
  boolean isLoopback() {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  @Override
  public String toString() {
    boolean standard = port == (isSecure() ? 443 : 80);
    return scheme + "://" + host + (standard ? "" : ":" + port);
  }
}
