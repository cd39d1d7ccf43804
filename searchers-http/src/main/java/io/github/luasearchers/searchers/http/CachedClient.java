package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.HttpEvent.Kind;
import io.github.luasearchers.searchers.http.cache.AnswerStore;
import io.github.luasearchers.searchers.http.cache.BlobStore;
import io.github.luasearchers.searchers.http.cache.Cache;
import io.github.luasearchers.searchers.http.cache.CredentialKeys;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.cache.KeptAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Does errands: by what the cache knows, by the network, or by both. All rules of the cache are
 * here and in {@link UpdatePolicy}; the stores only store. Its calls wait; what they wait for ends
 * when their thread is interrupted.
 */
public final class CachedClient {

  private final Exchange.Sender sender;
  private final Transport transport;
  private final Gates gates;
  private final AnswerStore answers;
  private final BlobStore blobs;
  private final CredentialKeys keys;

  CachedClient(
      Exchange.Sender sender, Transport transport, Gates gates, Cache cache, CredentialKeys keys) {
    this.sender = sender;
    this.transport = transport;
    this.gates = gates;
    this.answers = cache.answers();
    this.blobs = cache.blobs();
    this.keys = keys;
  }

  /**
   * Does an errand.
   *
   * @return the file; or that there is none, which only a 404 says, be it received or kept
   * @throws IOException if neither can be said; the message does not name the URL
   */
  Answer fetch(Errand errand, Mode mode) throws IOException, InterruptedException {
    return errand.expected().isPresent() ? fetchExpected(errand, mode) : fetchAny(errand, mode);
  }

  /** What the cache has under a URL is of no interest where the bytes are known by their digest. */
  private Answer fetchExpected(Errand errand, Mode mode) throws IOException, InterruptedException {
    Digest digest = errand.expected().orElseThrow().digest();
    Optional<byte[]> kept = blobs.read(digest);
    if (kept.isPresent()) {
      tell(errand, Kind.HIT, "");
      errand.verify(digest, kept.get().length);
      return new Answer.Found(kept.get(), digest);
    }
    if (mode == Mode.OFFLINE) {
      throw offline(errand, "");
    }
    return ask(errand, key(errand), Optional.empty());
  }

  private Answer fetchAny(Errand errand, Mode mode) throws IOException, InterruptedException {
    Digest key = key(errand);
    Optional<KeptAnswer> known = answers.get(key);
    UpdatePolicy update = errand.repository().update();
    Duration missing = errand.repository().rules().missing();
    if (known.isPresent() && update.takes(known.get(), mode, missing, Instant.now())) {
      Optional<Answer> kept = kept(errand, known.get());
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    if (mode == Mode.OFFLINE) {
      throw offline(errand, known.isPresent() ? "its bytes are gone" : "");
    }
    try {
      return ask(errand, key, known);
    } catch (Refusal e) {
      throw e;
    } catch (IOException e) {
      return standIn(errand, known, e).orElseThrow(() -> e);
    }
  }

  private static IOException offline(Errand errand, String detail) {
    tell(errand, Kind.OFFLINE_MISS, detail);
    return new FetchException("offline, not in cache");
  }

  /** Returns what was kept; nothing if its bytes are gone: they were too old, or damaged. */
  private Optional<Answer> kept(Errand errand, KeptAnswer known) {
    if (!known.isFile()) {
      tell(errand, Kind.NEGATIVE_HIT, "");
      return Optional.of(new Answer.Missing("404, cached"));
    }
    Optional<Answer> found = bytes(known);
    if (found.isPresent()) {
      tell(errand, Kind.HIT, "");
    }
    return found;
  }

  private Optional<Answer> bytes(KeptAnswer known) {
    return known.digest().flatMap(d -> blobs.read(d).map(b -> new Answer.Found(b, d)));
  }

  /**
   * Asks the network.
   *
   * @param known what the server may say has not changed
   */
  private Answer ask(Errand errand, Digest key, Optional<KeptAnswer> known)
      throws IOException, InterruptedException {
    Optional<Answer> old = known.flatMap(this::bytes);
    Origin origin = Origin.of(errand.url());
    gates.enter(origin);
    Reply reply;
    long start = System.nanoTime();
    try {
      Map<String, String> conditions =
          old.isPresent() ? known.orElseThrow().conditions() : Map.of();
      reply = transport.fetch(sender, errand, conditions);
    } finally {
      gates.leave(origin);
    }
    if (reply.isMissing()) {
      boolean kept = !errand.repository().rules().missing().isZero();
      keep(key, KeptAnswer.ofMissing(Instant.now()), kept);
      return new Answer.Missing("404");
    }
    if (reply.status() != Reply.NOT_MODIFIED) {
      return take(errand, key, reply, start);
    }
    KeptAnswer before = known.orElseThrow();
    if (!before.isMeantBy(reply.headers())) {
      return ask(errand, key, Optional.empty());
    }
    KeptAnswer now = before.confirmed(reply.headers(), Instant.now());
    keep(key, now, KeptAnswer.mayKeep(reply.headers()));
    tell(errand, Kind.REVALIDATED, "");
    return old.orElseThrow();
  }

  /** Checks and keeps a file that came. */
  private Answer take(Errand errand, Digest key, Reply reply, long start) throws IOException {
    byte[] content = Gunzip.decode(reply.headers(), reply.body(), errand.limit());
    ContentCheck.noPage(reply.headers(), content);
    if (errand.kind() == Errand.Kind.MODULE) {
      ContentCheck.noBinaryChunk(content);
    }
    Digest digest = Digest.of(content);
    errand.verify(digest, content.length);
    boolean kept = KeptAnswer.mayKeep(reply.headers());
    if (kept) {
      blobs.write(digest, content);
    }
    keep(key, KeptAnswer.ofFile(reply.headers(), digest, Instant.now()), kept);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    errand.repository().events().downloaded(errand.url(), reply.protocol(), content.length, time);
    return new Answer.Found(content, digest);
  }

  /** What may not be kept takes the place of what was, all the same. */
  private void keep(Digest key, KeptAnswer answer, boolean kept) {
    if (kept) {
      answers.put(key, answer);
    } else {
      answers.remove(key);
    }
  }

  /** Returns an old copy in place of a server that fails, if there is one and it may be used. */
  private Optional<Answer> standIn(Errand errand, Optional<KeptAnswer> known, IOException reason) {
    Repository repository = errand.repository();
    Optional<Answer> old =
        known
            .filter(unused -> repository.update().allowsStandIn())
            .filter(file -> file.mayStandIn(Instant.now(), repository.rules().staleIfError()))
            .flatMap(this::bytes);
    if (old.isPresent()) {
      tell(errand, Kind.STALE_SERVED, String.valueOf(reason.getMessage()));
    }
    return old;
  }

  private static void tell(Errand errand, Kind kind, String detail) {
    errand.repository().events().tell(kind, errand.url(), detail);
  }

  /** Returns what the cache knows an answer by: the file's URL, and its reader. */
  private Digest key(Errand errand) throws IOException {
    Map<String, String> headers = errand.repository().access().headersFor(Origin.of(errand.url()));
    String url = errand.url().toString();
    String name = headers.isEmpty() ? url : url + "#" + keys.of(headers);
    return Digest.of(name.getBytes(StandardCharsets.UTF_8));
  }
}
