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
 * What a server said of a URL, and when: the head of a file, whose bytes the {@link BlobStore} has,
 * or that there is none. How long it is fresh is a private cache's business (RFC 9111), with two
 * rules of our own: a guess from Last-Modified has an upper bound, and how long a 404 is believed
 * is our setting.
 *
 * @param at when it came, or was confirmed
 * @param headers those of interest, with names in lower case
 * @param digest what the file's bytes are; empty if there is no such file
 */
public record KeptAnswer(Instant at, Map<String, String> headers, Optional<Digest> digest) {

  private static final Duration LONGEST_GUESS = Duration.ofHours(1);

  /** No sensible header of interest is as long; what is longer is left out. */
  private static final int LONGEST_HEADER = 1024;

  private static final List<String> OF_INTEREST =
      List.of("age", "cache-control", "date", "etag", "expires", "last-modified");

  public KeptAnswer {
    headers = Map.copyOf(headers);
  }

  public static KeptAnswer ofFile(HttpHeaders headers, Digest digest, Instant now) {
    return new KeptAnswer(now, ofInterest(headers), Optional.of(digest));
  }

  public static KeptAnswer ofMissing(Instant now) {
    return new KeptAnswer(now, Map.of(), Optional.empty());
  }

  private static Map<String, String> ofInterest(HttpHeaders headers) {
    Map<String, String> kept = new HashMap<>();
    for (String name : OF_INTEREST) {
      String value = String.join(", ", headers.allValues(name));
      if (!value.isEmpty() && value.length() <= LONGEST_HEADER) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  /** Returns this with what came with the answer that nothing has changed (RFC 9111, 4.3.4). */
  public KeptAnswer confirmed(HttpHeaders newer, Instant now) {
    Map<String, String> merged = new HashMap<>(headers);
    merged.remove("age");
    merged.putAll(ofInterest(newer));
    return new KeptAnswer(now, merged, digest);
  }

  /** Returns the headers by which a server may answer that nothing has changed. */
  public Map<String, String> conditions() {
    Map<String, String> conditions = new HashMap<>();
    header("etag").ifPresent(tag -> conditions.put("If-None-Match", tag));
    header("last-modified").ifPresent(date -> conditions.put("If-Modified-Since", date));
    return conditions;
  }

  /** Tells whether the answer that nothing has changed speaks of this: servers weaken tags. */
  public boolean isMeantBy(HttpHeaders unchanged) {
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

  // ---- how old, and for how long

  /** Tells whether an answer may be kept beyond its first use. */
  public static boolean mayKeep(HttpHeaders headers) {
    // We always send one Accept-Encoding, and credentials are part of the cache's key.
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
      // A malformed header says nothing.
      return CacheControl.empty();
    }
  }

  /** Returns how old a file is, a negative time if clocks were set back (RFC 9111, 4.2.3). */
  public Duration age(Instant now) {
    String said = headers.getOrDefault("age", "0");
    Duration age = Duration.ofSeconds(said.matches("\\d{1,9}") ? Long.parseLong(said) : 0);
    Duration apparent = Duration.between(date("date").orElse(at), at);
    return (apparent.compareTo(age) > 0 ? apparent : age).plus(Duration.between(at, now));
  }

  /** Returns how long a file is fresh. */
  public Duration lifetime() {
    CacheControl control = control();
    if (control.noCache()) {
      return Duration.ZERO;
    }
    return control.maxAge().or(this::untilExpiry).orElseGet(this::guess);
  }

  private Optional<Duration> untilExpiry() {
    if (header("expires").isEmpty()) {
      return Optional.empty();
    }
    // What is no date, such as 0, is in the past.
    Instant from = date("date").orElse(at);
    Instant then = date("expires").orElse(from);
    return Optional.of(then.isBefore(from) ? Duration.ZERO : Duration.between(from, then));
  }

  private Duration guess() {
    Instant from = date("date").orElse(at);
    Duration tenth =
        date("last-modified")
            .filter(modified -> modified.isBefore(from))
            .map(modified -> Duration.between(modified, from).dividedBy(10))
            .orElse(Duration.ZERO);
    return tenth.compareTo(LONGEST_GUESS) > 0 ? LONGEST_GUESS : tenth;
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
   * Tells whether a file may stand in for a server that fails.
   *
   * @param standard how long after its time, if the server has not said it
   */
  public boolean mayStandIn(Instant now, Duration standard) {
    CacheControl control = control();
    if (control.mustRevalidate() || control.noCache()) {
      return false;
    }
    Duration limit = control.staleIfError().orElse(standard);
    return age(now).minus(lifetime()).compareTo(limit) <= 0;
  }

  // ---- its form in a store

  /** Returns lines, the first of which has the digest of the others. */
  public byte[] toBytes() {
    StringBuilder text = new StringBuilder();
    text.append("at: ").append(at.toEpochMilli()).append('\n');
    digest.ifPresent(bytes -> text.append("sha256: ").append(bytes.hex()).append('\n'));
    new TreeMap<>(headers)
        .forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    String lines = text.toString();
    return (Digest.of(lines.getBytes(UTF_8)).hex() + '\n' + lines).getBytes(UTF_8);
  }

  /** Reads what was kept; nothing if it is not what it was. */
  public static Optional<KeptAnswer> parse(byte[] bytes) {
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
      Instant at = Instant.ofEpochMilli(Long.parseLong(headers.getOrDefault("at", "")));
      Optional<Digest> digest = Optional.ofNullable(headers.get("sha256")).map(Digest::parse);
      headers.keySet().retainAll(OF_INTEREST);
      return Optional.of(new KeptAnswer(at, headers, digest));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
