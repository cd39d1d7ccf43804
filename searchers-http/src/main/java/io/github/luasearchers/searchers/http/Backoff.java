package io.github.luasearchers.searchers.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a request is made again. */
final class Backoff {

  private static final long FIRST = 200;
  private static final long LONGEST = 5_000;
  private static final Duration LONGEST_ASKED_FOR = Duration.ofSeconds(30);

  private Backoff() {}

  /**
   * Returns a random time below a bound that doubles with each attempt: clients that failed
   * together don't come back together.
   */
  static Duration afterAttempt(int attempt) {
    long bound = Math.min(LONGEST, FIRST << Math.min(attempt, 10));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
  }

  /** Returns the time that a server asks for, if it does and the time is bearable. */
  static Optional<Duration> asked(HttpHeaders headers, Instant now) {
    return headers
        .firstValue("retry-after")
        .flatMap(text -> parse(text.trim(), now))
        .filter(time -> time.compareTo(LONGEST_ASKED_FOR) <= 0);
  }

  /** Tells whether a server asks to be left alone for longer than anybody would wait. */
  static boolean isTooLong(HttpHeaders headers, Instant now) {
    return headers.firstValue("retry-after").flatMap(text -> parse(text.trim(), now)).isPresent()
        && asked(headers, now).isEmpty();
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
