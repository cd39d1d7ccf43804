package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.BlobStore;
import io.github.luasearchers.searchers.http.cache.Cache;
import io.github.luasearchers.searchers.http.cache.CacheSettings;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.Expected;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What engines with one cache have in common: its files, threads, connections, and what is known of
 * servers. Made by the first such engine and closed by the last.
 */
final class Resources {

  /** What tells one flight from another: engines share those that would be equal in all. */
  record Flight(
      URI url,
      List<URI> mirrors,
      Optional<Expected> expected,
      Errand.Kind kind,
      Mode mode,
      UpdatePolicy update,
      FetchRules rules,
      Connection connection,
      Map<String, String> headers) {

    static Flight of(Errand errand, Mode mode) throws IOException {
      Repository repository = errand.repository();
      return new Flight(
          errand.url(),
          repository.mirrors(),
          errand.expected(),
          errand.kind(),
          mode,
          repository.update(),
          repository.rules(),
          repository.connection(),
          repository.access().headersFor(Origin.of(errand.url())));
    }

    /** The headers are secret. */
    @Override
    public String toString() {
      return "Flight[" + url + "]";
    }
  }

  private static final Map<CacheSettings, Resources> OPEN = new HashMap<>();
  private static final int IDLE_SECONDS = 5;

  private final CacheSettings settings;
  private final Cache cache;
  private final Set<LockFile> locks = ConcurrentHashMap.newKeySet();
  private final ExecutorService pool;
  private final SingleFlight<Flight, Answer> flights;
  private @Nullable Clients clients;
  private int users;
  private boolean closed;

  private Resources(CacheSettings settings) {
    this.settings = settings;
    this.pool = newPool();
    this.flights = new SingleFlight<>(pool);
    this.cache = Cache.open(settings, this::locked);
  }

  /**
   * Threads of our own: they wait, as those of the common pool must not; none keeps a JVM alive.
   */
  private static ExecutorService newPool() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "lua-http");
          thread.setDaemon(true);
          return thread;
        });
  }

  static Resources acquire(CacheSettings settings, LockFile lock) {
    synchronized (OPEN) {
      Resources resources = OPEN.computeIfAbsent(settings, Resources::new);
      resources.users++;
      resources.locks.add(lock);
      return resources;
    }
  }

  void release(LockFile lock) {
    synchronized (OPEN) {
      locks.remove(lock);
      if (--users > 0) {
        return;
      }
      // Inside, so that who comes next finds the cache's folder free.
      OPEN.remove(settings);
      close();
    }
  }

  private void close() {
    synchronized (this) {
      closed = true;
      if (clients != null) {
        clients.close();
        clients = null;
      }
      cache.close();
    }
    pool.shutdownNow();
  }

  BlobStore blobs() {
    return cache.blobs();
  }

  private Set<Digest> locked() {
    return locks.stream().flatMap(lock -> lock.digests().stream()).collect(Collectors.toSet());
  }

  /** Begins to do an errand, or joins those who wait for the same. */
  SingleFlight<Flight, Answer>.Ticket begin(Errand errand, Mode mode) throws IOException {
    return flights.join(
        Flight.of(errand, mode), () -> client(errand.repository()).fetch(errand, mode));
  }

  /** Clients are made when they are needed first: a run whose modules are all here needs none. */
  private CachedClient client(Repository repository) throws IOException {
    synchronized (this) {
      if (closed) {
        throw new IOException("the HTTP searcher is closed");
      }
      if (clients == null) {
        clients = new Clients(cache, pool);
      }
      return clients.of(repository.connection());
    }
  }
}
