package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.HttpEvent.Kind;
import io.github.luasearchers.searchers.http.cache.BlobStore;
import io.github.luasearchers.searchers.http.cache.Cache;
import io.github.luasearchers.searchers.http.cache.CredentialKeys;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.cache.ResponseStore;
import io.github.luasearchers.searchers.http.cache.StoredResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches files from the cache, from the network, or from both. This class and {@link UpdatePolicy}
 * hold all rules of the cache; the stores only store. Its methods block; interrupting the thread
 * ends the wait.
 */
final class CachedClient {

  private final Exchange.Sender sender;
  private final Transport transport;
  private final OriginLimiter limiter;
  private final ResponseStore responses;
  private final BlobStore blobs;
  private final CredentialKeys keys;

  CachedClient(
      Exchange.Sender sender,
      Transport transport,
      OriginLimiter limiter,
      Cache cache,
      CredentialKeys keys) {
    this.sender = sender;
    this.transport = transport;
    this.limiter = limiter;
    this.responses = cache.responses();
    this.blobs = cache.blobs();
    this.keys = keys;
  }

  /**
   * Fetches a file.
   *
   * @return the file; or that there is none, which only a 404 says, whether it was received now or
   *     stored before
   * @throws IOException if neither is known; the message does not name the URL
   */
  FetchResult fetch(FetchRequest request, NetworkMode mode)
      throws IOException, InterruptedException {
    return request.expected().isPresent() ? fetchExpected(request, mode) : fetchAny(request, mode);
  }

  /** Fetches a file whose digest is known. What is stored under its URL does not matter then. */
  private FetchResult fetchExpected(FetchRequest request, NetworkMode mode)
      throws IOException, InterruptedException {
    Digest digest = request.expected().orElseThrow().digest();
    Optional<byte[]> cached = blobs.read(digest);
    if (cached.isPresent()) {
      report(request, Kind.HIT, "");
      request.verify(digest, cached.get().length);
      return new FetchResult.Found(cached.get(), digest);
    }
    if (mode == NetworkMode.OFFLINE) {
      throw offline(request, "");
    }
    return fetchFromOrigin(request, key(request), Optional.empty());
  }

  private FetchResult fetchAny(FetchRequest request, NetworkMode mode)
      throws IOException, InterruptedException {
    Digest key = key(request);
    Optional<StoredResponse> stored = responses.get(key);
    UpdatePolicy update = request.repository().update();
    Duration missing = request.repository().rules().missing();
    if (stored.isPresent() && update.allowsReuse(stored.get(), mode, missing, Instant.now())) {
      Optional<FetchResult> result = reuse(request, stored.get());
      if (result.isPresent()) {
        return result.get();
      }
    }
    if (mode == NetworkMode.OFFLINE) {
      throw offline(request, stored.isPresent() ? "its bytes are gone" : "");
    }
    try {
      return fetchFromOrigin(request, key, stored);
    } catch (PolicyException e) {
      throw e;
    } catch (IOException e) {
      return serveStale(request, stored, e).orElseThrow(() -> e);
    }
  }

  private static IOException offline(FetchRequest request, String detail) {
    report(request, Kind.OFFLINE_MISS, detail);
    return new FetchException("offline, not in cache");
  }

  /** Returns what a stored response says; nothing if the file's bytes were evicted or damaged. */
  private Optional<FetchResult> reuse(FetchRequest request, StoredResponse stored) {
    if (!stored.isFile()) {
      report(request, Kind.NEGATIVE_HIT, "");
      return Optional.of(new FetchResult.Missing("404, cached"));
    }
    Optional<FetchResult> found = bytes(stored);
    if (found.isPresent()) {
      report(request, Kind.HIT, "");
    }
    return found;
  }

  private Optional<FetchResult> bytes(StoredResponse stored) {
    return stored.digest().flatMap(d -> blobs.read(d).map(b -> new FetchResult.Found(b, d)));
  }

  /**
   * Sends the request over the network.
   *
   * @param stored the response to revalidate
   */
  private FetchResult fetchFromOrigin(
      FetchRequest request, Digest key, Optional<StoredResponse> stored)
      throws IOException, InterruptedException {
    Optional<FetchResult> old = stored.flatMap(this::bytes);
    Origin origin = Origin.of(request.url());
    limiter.acquire(origin);
    Response response;
    long start = System.nanoTime();
    try {
      Map<String, String> conditions =
          old.isPresent() ? stored.orElseThrow().conditionalHeaders() : Map.of();
      response = transport.fetch(sender, request, conditions);
    } finally {
      limiter.release(origin);
    }
    if (response.isMissing()) {
      boolean storable = !request.repository().rules().missing().isZero();
      store(key, StoredResponse.ofMissing(Instant.now()), storable);
      return new FetchResult.Missing("404");
    }
    if (response.status() != Response.NOT_MODIFIED) {
      return accept(request, key, response, start);
    }
    StoredResponse before = stored.orElseThrow();
    if (!before.isSelectedBy(response.headers())) {
      return fetchFromOrigin(request, key, Optional.empty());
    }
    StoredResponse now = before.freshened(response.headers(), Instant.now());
    store(key, now, StoredResponse.mayStore(response.headers()));
    report(request, Kind.REVALIDATED, "");
    return old.orElseThrow();
  }

  /** Checks and stores a file that was received. */
  private FetchResult accept(FetchRequest request, Digest key, Response response, long start)
      throws IOException {
    byte[] content = Gunzip.decode(response.headers(), response.body(), request.limit());
    ContentCheck.noPage(response.headers(), content);
    if (request.kind() == FetchRequest.Kind.MODULE) {
      ContentCheck.noBinaryChunk(content);
    }
    Digest digest = Digest.of(content);
    request.verify(digest, content.length);
    boolean storable = StoredResponse.mayStore(response.headers());
    if (storable) {
      blobs.write(digest, content);
    }
    store(key, StoredResponse.ofFile(response.headers(), digest, Instant.now()), storable);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    request
        .repository()
        .events()
        .downloaded(request.url(), response.protocol(), content.length, time);
    return new FetchResult.Found(content, digest);
  }

  /** Stores a response. One that must not be stored still removes the one before it. */
  private void store(Digest key, StoredResponse response, boolean storable) {
    if (storable) {
      responses.put(key, response);
    } else {
      responses.remove(key);
    }
  }

  /** Returns a stale file in place of a server that fails, if there is one and it may be used. */
  private Optional<FetchResult> serveStale(
      FetchRequest request, Optional<StoredResponse> stored, IOException reason) {
    Repository repository = request.repository();
    Optional<FetchResult> stale =
        stored
            .filter(unused -> repository.update().allowsStale())
            .filter(file -> file.mayServeStale(Instant.now(), repository.rules().staleIfError()))
            .flatMap(this::bytes);
    if (stale.isPresent()) {
      report(request, Kind.STALE_SERVED, String.valueOf(reason.getMessage()));
    }
    return stale;
  }

  private static void report(FetchRequest request, Kind kind, String detail) {
    request.repository().events().report(kind, request.url(), detail);
  }

  /** Returns the cache's key of a response: its URL, and the credentials that it was sent for. */
  private Digest key(FetchRequest request) throws IOException {
    Map<String, String> headers =
        request.repository().credentials().headersFor(Origin.of(request.url()));
    String url = request.url().toString();
    String name = headers.isEmpty() ? url : url + "#" + keys.of(headers);
    return Digest.of(name.getBytes(StandardCharsets.UTF_8));
  }
}
