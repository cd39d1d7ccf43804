package io.github.luasearchers.searchers.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Computes how long to wait before a retry. */
final class Backoff {

  private static final long FIRST_MILLIS = 200;
  private static final long MAX_MILLIS = 5_000;
  private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(30);

  private Backoff() {}

  /**
   * Returns a random time below a bound that doubles with each attempt, so that clients that failed
   * at the same time don't retry at the same time.
   */
  static Duration afterAttempt(int attempt) {
    long bound = Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(attempt, 10));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
  }

  /** Returns the time that a Retry-After asks for, if there is one and it is not too long. */
  static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
    return headers
        .firstValue("retry-after")
        .flatMap(text -> parse(text.trim(), now))
        .filter(time -> time.compareTo(MAX_RETRY_AFTER) <= 0);
  }

  /** Tells whether a Retry-After asks for more time than a retry may wait. */
  static boolean isTooLong(HttpHeaders headers, Instant now) {
    return headers.firstValue("retry-after").flatMap(text -> parse(text.trim(), now)).isPresent()
        && retryAfter(headers, now).isEmpty();
  }

  private static Optional<Duration> parse(String text, Instant now) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration time = Duration.between(now, then);
      return Optional.of(time.isNegative() ? Duration.ZERO : time);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
