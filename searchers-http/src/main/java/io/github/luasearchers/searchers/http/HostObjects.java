package io.github.luasearchers.searchers.http;

import java.net.ProxySelector;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Objects that the host gave and that settings can't express.
 *
 * @param headers by repository id
 */
record HostObjects(
    Optional<SSLContext> ssl,
    Optional<ProxySelector> proxy,
    Map<String, Supplier<Map<String, String>>> headers,
    HttpListener listener) {

  static final HostObjects NONE =
      new HostObjects(Optional.empty(), Optional.empty(), Map.of(), event -> {});

  HostObjects {
    headers = Map.copyOf(headers);
  }
}
