package io.github.luasearchers.searchers.http.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.TreeMap;

/**
 * A stored response: the headers of a file, whose bytes are in the {@link BlobStore}, or a 404.
 * Freshness is computed as by a private cache (RFC 9111), with two rules of our own: the heuristic
 * lifetime has an upper bound, and a setting says how long a 404 is believed.
 *
 * @param responseTime when it was received or last validated
 * @param headers the headers that matter to the cache, with names in lower case
 * @param digest the digest of the file's bytes; empty for a 404
 */
public record StoredResponse(
    Instant responseTime, Map<String, String> headers, Optional<Digest> digest) {

  private static final Duration MAX_HEURISTIC_LIFETIME = Duration.ofHours(1);

  /** No sensible header of a cache is as long; longer ones are left out. */
  private static final int MAX_HEADER_LENGTH = 1024;

  private static final List<String> STORED_HEADERS =
      List.of("age", "cache-control", "date", "etag", "expires", "last-modified");

  public StoredResponse {
    headers = Map.copyOf(headers);
  }

  public static StoredResponse ofFile(HttpHeaders headers, Digest digest, Instant now) {
    return new StoredResponse(now, storedHeaders(headers), Optional.of(digest));
  }

  public static StoredResponse ofMissing(Instant now) {
    return new StoredResponse(now, Map.of(), Optional.empty());
  }

  private static Map<String, String> storedHeaders(HttpHeaders headers) {
    Map<String, String> selected = new HashMap<>();
    for (String name : STORED_HEADERS) {
      String value = String.join(", ", headers.allValues(name));
      if (!value.isEmpty() && value.length() <= MAX_HEADER_LENGTH) {
        selected.put(name, value);
      }
    }
    return selected;
  }

  /** Returns this response updated by the headers of a 304 (RFC 9111, 4.3.4). */
  public StoredResponse freshened(HttpHeaders newer, Instant now) {
    Map<String, String> merged = new HashMap<>(headers);
    merged.remove("age");
    merged.putAll(storedHeaders(newer));
    return new StoredResponse(now, merged, digest);
  }

  /** Returns the headers of a conditional request (RFC 9111, 4.3.1). */
  public Map<String, String> conditionalHeaders() {
    Map<String, String> conditionalHeaders = new HashMap<>();
    header("etag").ifPresent(tag -> conditionalHeaders.put("If-None-Match", tag));
    header("last-modified").ifPresent(date -> conditionalHeaders.put("If-Modified-Since", date));
    return conditionalHeaders;
  }

  /** Tells whether a 304 means this response; servers weaken entity tags, so W/ is ignored. */
  public boolean isSelectedBy(HttpHeaders unchanged) {
    Optional<String> theirs = unchanged.firstValue("etag");
    Optional<String> ours = header("etag");
    return theirs.isEmpty() || ours.isEmpty() || strong(theirs.get()).equals(strong(ours.get()));
  }

  private static String strong(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  public boolean isFile() {
    return digest.isPresent();
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  // ---- age and freshness

  /** Tells whether a response may be stored (RFC 9111, 3). */
  public static boolean mayStore(HttpHeaders headers) {
    // We always send the same Accept-Encoding, and credentials are part of the cache's key.
    List<String> known = List.of("accept-encoding", "authorization");
    List<String> vary = new ArrayList<>();
    for (String value : headers.allValues("vary")) {
      for (String name : value.split(",", -1)) {
        vary.add(name.trim().toLowerCase(Locale.ROOT));
      }
    }
    return !control(String.join(", ", headers.allValues("cache-control"))).noStore()
        && known.containsAll(vary);
  }

  private CacheControl control() {
    return control(headers.getOrDefault("cache-control", ""));
  }

  private static CacheControl control(String value) {
    try {
      return CacheControl.parse(value);
    } catch (IllegalArgumentException e) {
      // A malformed header is ignored.
      return CacheControl.empty();
    }
  }

  /** Returns the current age (RFC 9111, 4.2.3); it is negative if clocks were set back. */
  public Duration age(Instant now) {
    String said = headers.getOrDefault("age", "0");
    Duration age = Duration.ofSeconds(said.matches("\\d{1,9}") ? Long.parseLong(said) : 0);
    Duration apparent = Duration.between(date("date").orElse(responseTime), responseTime);
    return (apparent.compareTo(age) > 0 ? apparent : age).plus(Duration.between(responseTime, now));
  }

  /** Returns the freshness lifetime (RFC 9111, 4.2.1). */
  public Duration freshnessLifetime() {
    CacheControl control = control();
    if (control.noCache()) {
      return Duration.ZERO;
    }
    return control.maxAge().or(this::untilExpiry).orElseGet(this::heuristicLifetime);
  }

  private Optional<Duration> untilExpiry() {
    if (header("expires").isEmpty()) {
      return Optional.empty();
    }
    // A value that is no date, such as 0, means the past (RFC 9111, 5.3).
    Instant from = date("date").orElse(responseTime);
    Instant then = date("expires").orElse(from);
    return Optional.of(then.isBefore(from) ? Duration.ZERO : Duration.between(from, then));
  }

  private Duration heuristicLifetime() {
    Instant from = date("date").orElse(responseTime);
    Duration tenth =
        date("last-modified")
            .filter(modified -> modified.isBefore(from))
            .map(modified -> Duration.between(modified, from).dividedBy(10))
            .orElse(Duration.ZERO);
    return tenth.compareTo(MAX_HEURISTIC_LIFETIME) > 0 ? MAX_HEURISTIC_LIFETIME : tenth;
  }

  private Optional<Instant> date(String name) {
    try {
      return header(name)
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Tells whether a stale file may be served while its server fails (RFC 5861).
   *
   * @param standard how long it may be stale, if the server has not said it
   */
  public boolean mayServeStale(Instant now, Duration standard) {
    CacheControl control = control();
    if (control.mustRevalidate() || control.noCache()) {
      return false;
    }
    Duration limit = control.staleIfError().orElse(standard);
    return age(now).minus(freshnessLifetime()).compareTo(limit) <= 0;
  }

  // ---- serialized form

  /** Returns lines of text; the first one has the digest of the others. */
  public byte[] toBytes() {
    StringBuilder text = new StringBuilder();
    text.append("at: ").append(responseTime.toEpochMilli()).append('\n');
    digest.ifPresent(bytes -> text.append("sha256: ").append(bytes.hex()).append('\n'));
    new TreeMap<>(headers)
        .forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    String lines = text.toString();
    return (Digest.of(lines.getBytes(UTF_8)).hex() + '\n' + lines).getBytes(UTF_8);
  }

  /** Reads the serialized form; nothing if it is damaged. */
  public static Optional<StoredResponse> parse(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int end = text.indexOf('\n');
    String lines = text.substring(end + 1);
    if (end < 0 || !Digest.of(lines.getBytes(UTF_8)).hex().equals(text.substring(0, end))) {
      return Optional.empty();
    }
    Map<String, String> headers = new HashMap<>();
    for (String line : lines.lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        headers.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    try {
      Instant responseTime = Instant.ofEpochMilli(Long.parseLong(headers.getOrDefault("at", "")));
      Optional<Digest> digest = Optional.ofNullable(headers.get("sha256")).map(Digest::parse);
      headers.keySet().retainAll(STORED_HEADERS);
      return Optional.of(new StoredResponse(responseTime, headers, digest));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
