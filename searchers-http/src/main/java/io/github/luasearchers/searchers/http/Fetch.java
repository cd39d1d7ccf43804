package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request through the cache; knows the bytes, if it came to fetching any. */
final class Fetch {

  private final Errand errand;
  private byte @Nullable [] content;
  private @Nullable IOException failure;

  Fetch(Errand errand) {
    this.errand = errand;
  }

  Errand errand() {
    return errand;
  }

  /** Remembers why it failed, in words that methanol does not wrap. */
  void fail(IOException e) {
    failure = e;
  }

  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  Optional<byte[]> content() {
    return Optional.ofNullable(content);
  }

  /**
   * Checks and keeps what came.
   *
   * @return the headers for the cache
   */
  Map<String, List<String>> take(Reply reply, BlobStore blobs, long startNanos) throws IOException {
    Instant now = Instant.now();
    if (reply.isMissing()) {
      return Freshness.ofMissing(errand.repository().rules().missing());
    }
    if (reply.status() == Reply.NOT_MODIFIED) {
      return Freshness.ofUnchanged(reply.headers(), now);
    }
    byte[] bytes = Gunzip.decode(reply.headers(), reply.body(), errand.limit());
    ContentCheck.noPage(reply.headers(), bytes);
    if (errand.kind() == Errand.Kind.MODULE) {
      ContentCheck.noBinaryChunk(bytes);
    }
    Digest digest = Digest.of(bytes);
    errand.verify(digest);
    content = bytes;
    Map<String, List<String>> headers = Freshness.ofFile(reply.headers(), digest, now);
    if (Freshness.mayKeep(reply.headers())) {
      blobs.write(bytes);
    }
    Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
    errand.repository().events().downloaded(errand.url(), reply.protocol(), bytes.length, time);
    return headers;
  }
}
