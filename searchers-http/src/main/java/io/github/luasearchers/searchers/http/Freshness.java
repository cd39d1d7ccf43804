package io.github.luasearchers.searchers.http;

import com.github.mizosoft.methanol.CacheControl;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What methanol's cache is told about an answer, and what it says of one that it kept.
 *
 * <p>The cache gets headers of our making, because it would do otherwise than we need in four ways:
 * its guess from Last-Modified has no upper bound; it keeps a 404 by that same guess; it never
 * gives out what is marked {@code must-revalidate} or {@code no-cache}, though offline that is what
 * was asked for; and it lets a request's stale-if-error win over the server's. So an answer is kept
 * with a plain {@code max-age}, and what the server said goes beside it. Age, validators and the
 * merge of a 304 are methanol's.
 */
final class Freshness {

  static final String DIGEST = "x-lua-digest";
  private static final String SAID = "x-lua-cache-control";
  private static final Duration LONGEST_GUESS = Duration.ofHours(1);

  private Freshness() {}

  /** Returns the headers with which a file is kept. */
  static Map<String, List<String>> ofFile(HttpHeaders headers, Digest digest, Instant now) {
    Map<String, List<String>> kept = ofUnchanged(headers, now);
    kept.put(DIGEST, List.of(digest.hex()));
    return kept;
  }

  /** Returns the headers of an answer that nothing has changed. */
  static Map<String, List<String>> ofUnchanged(HttpHeaders headers, Instant now) {
    Map<String, List<String>> kept = new HashMap<>();
    for (String name : List.of("date", "age", "etag", "last-modified")) {
      headers.firstValue(name).ifPresent(value -> kept.put(name, List.of(value)));
    }
    CacheControl said = said(headers);
    kept.put(SAID, List.of(said.toString()));
    kept.put("cache-control", List.of(mayKeep(headers) ? maxAge(headers, said, now) : "no-store"));
    return kept;
  }

  /** Returns the headers with which it is kept that there is no such file. */
  static Map<String, List<String>> ofMissing(Duration time) {
    String control = time.isZero() ? "no-store" : "max-age=" + time.toSeconds();
    return Map.of("cache-control", List.of(control));
  }

  private static CacheControl said(HttpHeaders headers) {
    try {
      return CacheControl.parse(headers);
    } catch (IllegalArgumentException e) {
      // A malformed header says nothing.
      return CacheControl.empty();
    }
  }

  /** Tells whether an answer may be kept beyond its first use. */
  static boolean mayKeep(HttpHeaders headers) {
    // We always send one Accept-Encoding, and credentials are part of the cache's key.
    List<String> known = List.of("accept-encoding", "authorization");
    List<String> vary = new ArrayList<>();
    for (String value : headers.allValues("vary")) {
      for (String name : value.split(",", -1)) {
        vary.add(name.trim().toLowerCase(Locale.ROOT));
      }
    }
    return !said(headers).noStore() && known.containsAll(vary);
  }

  private static String maxAge(HttpHeaders headers, CacheControl said, Instant now) {
    Duration time =
        said.noCache()
            ? Duration.ZERO
            : said.maxAge()
                .or(() -> untilExpiry(headers, now))
                .orElseGet(() -> guess(headers, now));
    return "max-age=" + time.toSeconds();
  }

  private static Optional<Duration> untilExpiry(HttpHeaders headers, Instant now) {
    if (headers.firstValue("expires").isEmpty()) {
      return Optional.empty();
    }
    // What is no date, such as 0, is in the past.
    Instant then = date(headers, "expires").orElse(Instant.MIN);
    Instant from = date(headers, "date").orElse(now);
    return Optional.of(then.isBefore(from) ? Duration.ZERO : Duration.between(from, then));
  }

  private static Duration guess(HttpHeaders headers, Instant now) {
    Instant from = date(headers, "date").orElse(now);
    Duration tenth =
        date(headers, "last-modified")
            .filter(modified -> modified.isBefore(from))
            .map(modified -> Duration.between(modified, from).dividedBy(10))
            .orElse(Duration.ZERO);
    return tenth.compareTo(LONGEST_GUESS) > 0 ? LONGEST_GUESS : tenth;
  }

  private static Optional<Instant> date(HttpHeaders headers, String name) {
    try {
      return headers
          .firstValue(name)
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  // ---- what was kept

  /** Returns the digest of a file that was kept. */
  static Optional<Digest> digest(HttpHeaders kept) {
    return kept.firstValue(DIGEST).map(Digest::parse);
  }

  /** Tells whether a file that was kept may stand in for a server that fails. */
  static boolean mayStandIn(HttpHeaders kept, Duration standard) {
    CacheControl said = CacheControl.parse(kept.allValues(SAID));
    if (said.mustRevalidate() || said.noCache()) {
      return false;
    }
    Duration limit = said.staleIfError().orElse(standard);
    return age(kept).minus(lifetime(kept)).compareTo(limit) <= 0;
  }

  static boolean isStale(HttpHeaders kept) {
    return age(kept).compareTo(lifetime(kept)) >= 0;
  }

  private static Duration age(HttpHeaders kept) {
    return Duration.ofSeconds(kept.firstValueAsLong("age").orElse(0));
  }

  private static Duration lifetime(HttpHeaders kept) {
    return CacheControl.parse(kept).maxAge().orElse(Duration.ZERO);
  }
}
