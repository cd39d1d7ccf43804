package io.github.luasearchers.searchers.http;

import com.github.mizosoft.methanol.CacheAwareResponse;
import com.github.mizosoft.methanol.CacheAwareResponse.CacheStatus;
import com.github.mizosoft.methanol.HttpCache;
import com.github.mizosoft.methanol.Methanol;
import com.github.mizosoft.methanol.MutableRequest;
import io.github.luasearchers.searchers.http.HttpEvent.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;

/**
 * Does errands through methanol's cache. Its calls wait; what they wait for ends when their thread
 * is interrupted.
 *
 * <p>Methanol's own stale-if-error serves only those that could not connect; here a time-out or a
 * connection that broke is as good a reason.
 */
final class CachedClient {

  private static final String NOT_IN_CACHE = "offline, not in cache";

  private final Methanol client;
  private final HttpCache cache;
  private final BlobStore blobs;
  private final CredentialKeys keys;

  CachedClient(Methanol client, HttpCache cache, BlobStore blobs, CredentialKeys keys) {
    this.client = client;
    this.cache = cache;
    this.blobs = blobs;
    this.keys = keys;
  }

  Answer fetch(Errand errand, Mode mode) throws IOException, InterruptedException {
    if (errand.expected().isPresent()) {
      return fetchExpected(errand, mode);
    }
    Optional<String> control = errand.repository().update().cacheControl(mode);
    try {
      return send(errand, mode, control);
    } catch (Refusal e) {
      throw e;
    } catch (IOException e) {
      return standIn(errand, e).orElseThrow(() -> e);
    }
  }

  /** What the cache has under a URL is of no interest where the bytes are known by their digest. */
  private Answer fetchExpected(Errand errand, Mode mode) throws IOException, InterruptedException {
    Digest digest = errand.expected().orElseThrow();
    Optional<byte[]> kept = blobs.read(digest);
    if (kept.isPresent()) {
      errand.repository().events().tell(Kind.HIT, errand.url(), "");
      return new Answer.Found(kept.get(), digest);
    }
    if (mode == Mode.OFFLINE) {
      errand.repository().events().tell(Kind.OFFLINE_MISS, errand.url(), "");
      return new Answer.Missing(NOT_IN_CACHE);
    }
    cache.remove(key(errand));
    return send(errand, Mode.ONLINE, Optional.empty());
  }

  private Answer send(Errand errand, Mode mode, Optional<String> control)
      throws IOException, InterruptedException {
    Fetch fetch = new Fetch(errand);
    HttpResponse<Void> response = exchange(fetch, control);
    return switch (response.statusCode()) {
      case Reply.OK -> found(fetch, mode, response);
      case 404, 410 -> missing(errand, mode, response);
      default -> {
        errand.repository().events().tell(Kind.OFFLINE_MISS, errand.url(), "");
        yield new Answer.Missing(NOT_IN_CACHE);
      }
    };
  }

  private HttpResponse<Void> exchange(Fetch fetch, Optional<String> control)
      throws IOException, InterruptedException {
    MutableRequest request = MutableRequest.GET(key(fetch.errand())).tag(Fetch.class, fetch);
    control.ifPresent(value -> request.header("Cache-Control", value));
    try {
      return client.send(request.toImmutableRequest(), BodyHandlers.discarding());
    } catch (IOException e) {
      throw fetch.failure().orElse(e);
    }
  }

  private Answer found(Fetch fetch, Mode mode, HttpResponse<Void> response)
      throws IOException, InterruptedException {
    Errand errand = fetch.errand();
    HttpHeaders headers = response.headers();
    Optional<Digest> digest = Freshness.digest(headers);
    if (digest.isPresent() && fetch.content().isPresent()) {
      return new Answer.Found(fetch.content().get(), digest.get());
    }
    Optional<byte[]> content = digest.flatMap(blobs::read);
    if (content.isPresent()) {
      CacheStatus status = status(response);
      Kind kind = status == CacheStatus.CONDITIONAL_HIT ? Kind.REVALIDATED : Kind.HIT;
      errand.repository().events().tell(kind, errand.url(), "");
      return new Answer.Found(content.get(), digest.get());
    }
    // The cache has heard of it and the bytes are gone: they were too old, or damaged.
    cache.remove(key(errand));
    if (mode == Mode.OFFLINE) {
      errand.repository().events().tell(Kind.OFFLINE_MISS, errand.url(), "its bytes are gone");
      return new Answer.Missing(NOT_IN_CACHE);
    }
    Fetch again = new Fetch(errand);
    HttpResponse<Void> second = exchange(again, Optional.empty());
    if (second.statusCode() != Reply.OK) {
      return missing(errand, mode, second);
    }
    byte[] bytes =
        again
            .content()
            .orElseThrow(() -> new IOException("its bytes were in the cache and vanished"));
    return new Answer.Found(bytes, Digest.of(bytes));
  }

  private Answer missing(Errand errand, Mode mode, HttpResponse<Void> response)
      throws IOException, InterruptedException {
    if (status(response) != CacheStatus.HIT) {
      return new Answer.Missing(String.valueOf(response.statusCode()));
    }
    if (mode != Mode.OFFLINE && Freshness.isStale(response.headers())) {
      // A policy that takes old files does not take an old "there is none".
      cache.remove(key(errand));
      return send(errand, Mode.ONLINE, Optional.empty());
    }
    errand.repository().events().tell(Kind.NEGATIVE_HIT, errand.url(), "");
    return new Answer.Missing(response.statusCode() + ", cached");
  }

  private static CacheStatus status(HttpResponse<?> response) {
    return response instanceof CacheAwareResponse<?> aware ? aware.cacheStatus() : CacheStatus.MISS;
  }

  /** Returns an old copy in place of a server that fails, if there is one and it may be used. */
  private Optional<Answer> standIn(Errand errand, IOException reason)
      throws IOException, InterruptedException {
    Optional<String> any = UpdatePolicy.anyCopy();
    HttpResponse<Void> response = exchange(new Fetch(errand), any);
    boolean usable =
        response.statusCode() == Reply.OK
            && Freshness.mayStandIn(response.headers(), errand.repository().rules().staleIfError());
    if (!usable) {
      return Optional.empty();
    }
    Optional<Digest> digest = Freshness.digest(response.headers());
    Optional<byte[]> content = digest.flatMap(blobs::read);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    errand
        .repository()
        .events()
        .tell(Kind.STALE_SERVED, errand.url(), String.valueOf(reason.getMessage()));
    return Optional.of(new Answer.Found(content.get(), digest.get()));
  }

  /** Returns the URL under which the cache keeps an answer: that of the file, for its reader. */
  private URI key(Errand errand) throws IOException {
    Map<String, String> headers = errand.repository().access().headersFor(Origin.of(errand.url()));
    return headers.isEmpty() ? errand.url() : URI.create(errand.url() + "#" + keys.of(headers));
  }
}
