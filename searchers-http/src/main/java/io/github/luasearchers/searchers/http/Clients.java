package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.Cache;
import io.github.luasearchers.searchers.http.cache.CredentialKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/** The clients of one cache: one for each way to connect. */
final class Clients {

  private final Map<Connection, CachedClient> clients = new HashMap<>();
  private final Map<Connection, HttpClient> opened = new HashMap<>();
  private final Transport transport = new Transport(new CircuitBreakers());
  private final OriginLimiter limiter = new OriginLimiter();
  private final Cache cache;
  private final CredentialKeys keys;
  private final Executor executor;

  Clients(Cache cache, Executor executor) {
    this.cache = cache;
    this.keys = new CredentialKeys(cache.responses());
    this.executor = executor;
  }

  CachedClient of(Connection connection) {
    return clients.computeIfAbsent(connection, this::open);
  }

  private CachedClient open(Connection connection) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .connectTimeout(connection.timeout())
            .executor(executor);
    ssl(connection).ifPresent(builder::sslContext);
    connection.proxy().or(() -> connection.proxies().selector()).ifPresent(builder::proxy);
    connection.proxies().authenticator().ifPresent(builder::authenticator);
    HttpClient client = builder.build();
    opened.put(connection, client);
    return new CachedClient(client::sendAsync, transport, limiter, cache, keys);
  }

  private static Optional<SSLContext> ssl(Connection connection) {
    if (connection.ssl().isPresent()) {
      return connection.ssl();
    }
    try {
      return connection.tls().context();
    } catch (IOException e) {
      // The files were there when the settings were read.
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    opened.values().forEach(Clients::shutDown);
  }

  /**
   * Ends a client's threads if the JDK can. Before Java 21 it can't; the threads are daemons, and
   * end some seconds after the client has become unreachable.
   */
  private static void shutDown(HttpClient client) {
    try {
      HttpClient.class.getMethod("shutdownNow").invoke(client);
    } catch (ReflectiveOperationException e) {
      Log.LOG.log(Level.TRACE, "this JDK's clients can't be closed", e);
    }
  }
}
