package io.github.luasearchers.searchers.http;

import java.net.ProxySelector;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to connect to servers. Repositories with equal values share a client.
 *
 * @param timeout how long connecting may take
 * @param ssl the host's own context; it takes the place of {@code tls}
 * @param tls files with authorities and a client's certificate
 * @param proxy the host's own selector; it takes the place of {@code proxies}
 * @param proxies the proxy that a setting names
 */
record Connection(
    Duration timeout,
    Optional<SSLContext> ssl,
    Tls tls,
    Optional<ProxySelector> proxy,
    Proxies proxies) {

  static Connection read(HttpSettings settings, HostObjects host) {
    return new Connection(
        settings.get(HttpKeys.CONNECT_TIMEOUT),
        host.ssl(),
        Tls.read(settings),
        host.proxy(),
        Proxies.read(settings, System.getenv()));
  }
}
