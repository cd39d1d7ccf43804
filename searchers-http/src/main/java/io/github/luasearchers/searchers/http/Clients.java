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

/** The clients of one cache, one for each way of connecting. */
final class Clients {

  private final Map<Connection, CachedClient> clients = new HashMap<>();
  private final Map<Connection, HttpClient> opened = new HashMap<>();
  private final Transport transport = new Transport(new Breakers());
  private final Gates gates = new Gates();
  private final Cache cache;
  private final CredentialKeys keys;
  private final Executor executor;

  Clients(Cache cache, Executor executor) {
    this.cache = cache;
    this.keys = new CredentialKeys(cache.answers());
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
    return new CachedClient(client::sendAsync, transport, gates, cache, keys);
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
   * Ends a client's threads where the JDK has a way to. Before 21 it has none: they are daemons,
   * and end some seconds after nobody has the client any more.
   */
  private static void shutDown(HttpClient client) {
    try {
      HttpClient.class.getMethod("shutdownNow").invoke(client);
    } catch (ReflectiveOperationException e) {
      Log.LOG.log(Level.TRACE, "this JDK's clients can't be closed", e);
    }
  }
}
