package io.github.luasearchers.searchers.http;

import com.github.mizosoft.methanol.CacheControl;
import com.github.mizosoft.methanol.Methanol.Interceptor;
import com.github.mizosoft.methanol.TaggableRequest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Stands between methanol's cache and the network, and answers with what another machine was told,
 * as long as that is fresh: what one has asked for, none asks for again.
 *
 * <p>Methanol has a Redis store of its own, methanol-redis. Maven Central has no version of it, and
 * what it would implement is not public in methanol. So this is what a proxy would do, one that all
 * machines share: it gives out what it was told, with an {@code Age}, and the rest is methanol's.
 */
final class RedisAnswers implements Interceptor {

  private final Redis redis;
  private final BlobStore blobs;
  private final Duration life;

  /**
   * @param blobs where the files are of which the answers are the heads
   * @param life how long the server keeps an answer, for those that ask whether it is still right
   */
  RedisAnswers(Redis redis, BlobStore blobs, Duration life) {
    this.redis = redis;
    this.blobs = blobs;
    this.life = life;
  }

  /**
   * What an answer's head was.
   *
   * @param at when it came
   */
  private record Known(int status, Instant at, Map<String, List<String>> headers) {

    byte[] toBytes() {
      StringBuilder text = new StringBuilder();
      text.append(status).append('\n').append(at.getEpochSecond()).append('\n');
      headers.forEach(
          (name, values) ->
              values.forEach(value -> text.append(name).append(": ").append(value).append('\n')));
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what was kept; nothing if that is none of it. */
    static Optional<Known> parse(byte[] bytes) {
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      try {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : lines.subList(2, lines.size())) {
          int colon = line.indexOf(": ");
          String name = line.substring(0, colon);
          headers.computeIfAbsent(name, unused -> new ArrayList<>()).add(line.substring(colon + 2));
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(lines.get(1)));
        return Optional.of(new Known(Integer.parseInt(lines.get(0)), at, headers));
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private Duration age(Instant now) {
      String before = headers.getOrDefault("age", List.of("0")).get(0);
      long seconds = before.matches("\\d{1,9}") ? Long.parseLong(before) : 0;
      return Duration.between(at, now).plusSeconds(seconds);
    }

    private CacheControl control() {
      return CacheControl.parse(headers.getOrDefault("cache-control", List.of()));
    }

    /** Tells whether it is still right, and recent enough for whoever asks. */
    boolean serves(HttpRequest request, Instant now) {
      CacheControl asked = CacheControl.parse(request.headers());
      Duration age = age(now);
      return !age.isNegative()
          && !asked.noCache()
          && age.compareTo(control().maxAge().orElse(Duration.ZERO)) < 0
          && age.compareTo(asked.maxAge().orElse(age.plusSeconds(1))) < 0;
    }

    Optional<Digest> digest() {
      return Freshness.digest(HttpHeaders.of(headers, (name, value) -> true));
    }

    /** Tells whether this is what a request wants to know of whether it has changed. */
    boolean isAskedFor(HttpRequest request) {
      Optional<String> tag = request.headers().firstValue("If-None-Match");
      return tag.isPresent() && headers.getOrDefault("etag", List.of()).contains(tag.get());
    }

    /** Returns this with what came with the answer that it has not changed. */
    Known confirmed(HttpResponse<?> response, Instant now) {
      Map<String, List<String>> merged = new TreeMap<>(headers);
      merged.remove("age");
      merged.putAll(response.headers().map());
      return new Known(status, now, merged);
    }

    Map<String, List<String>> headersAt(Instant now) {
      Map<String, List<String>> aged = new TreeMap<>(headers);
      aged.put("age", List.of(String.valueOf(age(now).toSeconds())));
      return aged;
    }
  }

  @Override
  public <T> HttpResponse<T> intercept(HttpRequest request, Chain<T> chain)
      throws IOException, InterruptedException {
    if (isPinned(request)) {
      return chain.forward(request);
    }
    byte[] url = request.uri().toString().getBytes(StandardCharsets.UTF_8);
    String key = "answer:" + Digest.of(url).hex();
    Optional<Known> known = redis.get(key).flatMap(Known::parse);
    Instant now = Instant.now();
    if (known.isPresent() && known.get().serves(request, now) && isWhole(known.get())) {
      return EmptyBody.response(
          request, chain, known.get().status, known.get().headersAt(now), Version.HTTP_1_1);
    }
    HttpResponse<T> response = chain.forward(request);
    Optional<Known> fresh =
        response.statusCode() == Reply.NOT_MODIFIED
            ? known.filter(old -> old.isAskedFor(request)).map(old -> old.confirmed(response, now))
            : Optional.of(new Known(response.statusCode(), now, response.headers().map()));
    fresh.ifPresent(head -> keep(key, head));
    return response;
  }

  /** Tells whether the bytes are known beforehand; then no answer but the server's is good. */
  private static boolean isPinned(HttpRequest request) {
    return TaggableRequest.tagOf(request, Fetch.class)
        .map(fetch -> fetch.errand().expected().isPresent())
        .orElse(true);
  }

  private boolean isWhole(Known known) {
    return known.digest().isEmpty() || blobs.read(known.digest().get()).isPresent();
  }

  private void keep(String key, Known head) {
    try {
      if (!head.control().noStore()) {
        redis.set(key, head.toBytes(), life);
      }
    } catch (IOException e) {
      Log.LOG.log(Level.DEBUG, "cannot keep an answer: " + e.getMessage());
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> interceptAsync(
      HttpRequest request, Chain<T> chain) {
    throw new UnsupportedOperationException("requests are made on threads that may wait");
  }
}
