package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.BlobStore;
import io.github.luasearchers.searchers.http.cache.Cache;
import io.github.luasearchers.searchers.http.cache.CacheSettings;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.ExpectedContent;
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
 * What engines with equal cache settings share: the cache, threads, connections, and the state of
 * servers. The first such engine opens it, the last one closes it.
 */
final class SharedResources {

  /** Identifies a request: engines share one in progress if these values are all equal. */
  record RequestKey(
      URI url,
      List<URI> mirrors,
      Optional<ExpectedContent> expected,
      FetchRequest.Kind kind,
      NetworkMode mode,
      UpdatePolicy update,
      FetchRules rules,
      Connection connection,
      Map<String, String> headers) {

    static RequestKey of(FetchRequest request, NetworkMode mode) throws IOException {
      Repository repository = request.repository();
      return new RequestKey(
          request.url(),
          repository.mirrors(),
          request.expected(),
          request.kind(),
          mode,
          repository.update(),
          repository.rules(),
          repository.connection(),
          repository.credentials().headersFor(Origin.of(request.url())));
    }

    /** Leaves out the headers, which are secret. */
    @Override
    public String toString() {
      return "RequestKey[" + url + "]";
    }
  }

  private static final Map<CacheSettings, SharedResources> OPEN = new HashMap<>();
  private static final int IDLE_SECONDS = 5;

  private final CacheSettings settings;
  private final Cache cache;
  private final Set<LockFile> locks = ConcurrentHashMap.newKeySet();
  private final ExecutorService pool;
  private final SingleFlight<RequestKey, FetchResult> flights;
  private @Nullable Clients clients;
  private int users;
  private boolean closed;

  private SharedResources(CacheSettings settings) {
    this.settings = settings;
    this.pool = newPool();
    this.flights = new SingleFlight<>(pool);
    this.cache = Cache.open(settings, this::locked);
  }

  /**
   * Makes the pool for requests. They block, which the common pool's threads must not do. The
   * threads are daemons.
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

  static SharedResources acquire(CacheSettings settings, LockFile lock) {
    synchronized (OPEN) {
      SharedResources resources = OPEN.computeIfAbsent(settings, SharedResources::new);
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
      // Inside the lock, so that the next engine finds the cache closed.
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

  /** Starts a request, or joins an equal one that is in progress. */
  SingleFlight<RequestKey, FetchResult>.Ticket begin(FetchRequest request, NetworkMode mode)
      throws IOException {
    return flights.join(
        RequestKey.of(request, mode), () -> client(request.repository()).fetch(request, mode));
  }

  /** Clients are made when first needed: if all modules are cached, none is. */
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
