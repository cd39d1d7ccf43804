package io.github.luasearchers.searchers.http;

import com.github.mizosoft.methanol.HttpCache;
import com.github.mizosoft.methanol.Methanol;
import com.github.mizosoft.methanol.Methanol.Interceptor;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The clients of one cache, one for each way of connecting, and methanol's cache behind them. */
final class Clients {

  /** Answers have no body here: this is enough for ten thousands. */
  private static final long CACHE_BYTES = 32L << 20;

  private final Map<Connection, CachedClient> clients = new HashMap<>();
  private final Map<Connection, HttpClient> opened = new HashMap<>();
  private final NetworkInterceptor network;
  private final Optional<Interceptor> shared;
  private final BlobStore blobs;
  private final Executor executor;
  private final HttpCache cache;
  private final CredentialKeys keys;
  private @Nullable Slot slot;

  /**
   * An engine may never be closed, and what was fetched for it is worth knowing at the next run.
   */
  private final Thread exit = new Thread(this::closeCache, "lua-http-exit");

  Clients(Optional<Path> folder, Optional<Interceptor> shared, BlobStore blobs, Executor executor) {
    this.shared = shared;
    this.blobs = blobs;
    this.executor = executor;
    this.network = new NetworkInterceptor(new Transport(new Breakers()), new Gates(), blobs);
    byte[] key = Slot.newKey();
    HttpCache opened = null;
    if (folder.isPresent()) {
      try {
        slot = Slot.take(folder.get().resolve("v1").resolve("slots")).orElse(null);
        if (slot != null) {
          key = slot.key();
          opened = onDisk(slot);
        }
      } catch (IOException e) {
        Log.LOG.log(Level.WARNING, "the cache '" + folder.get() + "' can't be written: " + e);
        close(slot);
        slot = null;
      }
    }
    this.keys = new CredentialKeys(key);
    this.cache = opened != null ? opened : inMemory();
    try {
      Runtime.getRuntime().addShutdownHook(exit);
    } catch (IllegalStateException e) {
      Log.LOG.log(Level.TRACE, "the JVM ends already", e);
    }
  }

  private HttpCache onDisk(Slot place) throws IOException {
    HttpCache made =
        HttpCache.newBuilder()
            .cacheOnDisk(place.responses(), CACHE_BYTES)
            .executor(executor)
            .build();
    // Asks something of the folder here and not in a module's way, where what is wrong with it
    // would
    // fail the module.
    if (made.size() > CACHE_BYTES) {
      made.clear();
    }
    return made;
  }

  private HttpCache inMemory() {
    return HttpCache.newBuilder().cacheOnMemory(CACHE_BYTES).executor(executor).build();
  }

  CachedClient of(Connection connection) {
    return clients.computeIfAbsent(connection, this::open);
  }

  private CachedClient open(Connection connection) {
    Methanol.Builder builder =
        Methanol.newBuilder()
            .cache(cache)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(connection.timeout())
            .autoAcceptEncoding(false)
            .executor(executor);
    shared.ifPresent(builder::backendInterceptor);
    builder.backendInterceptor(network);
    ssl(connection).ifPresent(builder::sslContext);
    connection.proxy().or(() -> connection.proxies().selector()).ifPresent(builder::proxy);
    connection.proxies().authenticator().ifPresent(builder::authenticator);
    Methanol client = builder.build();
    opened.put(connection, client.underlyingClient());
    return new CachedClient(client, cache, blobs, keys);
  }

  private static Optional<SSLContext> ssl(Connection connection) {
    if (connection.ssl().isPresent()) {
      return connection.ssl();
    }
    try {
      return connection.tls().context();
    } catch (IOException e) {
      // The files were there when the settings were read.
      throw new java.io.UncheckedIOException(e);
    }
  }

  void close() {
    opened.values().forEach(Clients::shutDown);
    try {
      Runtime.getRuntime().removeShutdownHook(exit);
    } catch (IllegalStateException e) {
      Log.LOG.log(Level.TRACE, "the JVM ends", e);
    }
    closeCache();
  }

  private synchronized void closeCache() {
    close(cache);
    close(slot);
    slot = null;
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

  private static void close(@Nullable AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      Log.LOG.log(Level.WARNING, "the cache can't be closed: " + e);
    }
  }
}
