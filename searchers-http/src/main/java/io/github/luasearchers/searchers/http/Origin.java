package io.github.luasearchers.searchers.http;

import java.net.URI;
import java.util.Locale;

/**
 * The scheme, host and port of a URL: what credentials, breakers and redirects are bound to. The
 * host of a folder of this machine is empty.
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

  /** Tells whether this is the machine itself, by name or by number; no name is looked up. */
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
