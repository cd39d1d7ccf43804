package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.StoredResponse;
import io.github.luasearchers.spi.Setting;
import java.time.Duration;
import java.time.Instant;

/**
 * When a repository is asked whether a cached file is still current.
 *
 * @param kind the rule
 * @param interval how long a response is used without asking, if the rule is {@link Kind#INTERVAL}
 */
record UpdatePolicy(Kind kind, Duration interval) {

  enum Kind {
    RESPECT_HTTP,
    NEVER,
    ALWAYS,
    INTERVAL,
    /** The host asked for a reload: like ALWAYS, even in a mode that prefers the cache. */
    RELOAD,
    /** The file will be locked: like RELOAD, and a server that fails is never covered up. */
    RECORD
  }

  private static final String INTERVAL = "interval:";
  private static final Setting<Duration> DURATION = Setting.duration("interval", "10m");

  static final UpdatePolicy RELOADED = new UpdatePolicy(Kind.RELOAD, Duration.ZERO);
  static final UpdatePolicy RECORDED = new UpdatePolicy(Kind.RECORD, Duration.ZERO);

  /**
   * Parses the setting's value.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static UpdatePolicy parse(String value) {
    if (value.startsWith(INTERVAL)) {
      String interval = value.substring(INTERVAL.length());
      return new UpdatePolicy(Kind.INTERVAL, DURATION.parse(INTERVAL, interval));
    }
    Kind kind =
        switch (value) {
          case "respect-http" -> Kind.RESPECT_HTTP;
          case "never" -> Kind.NEVER;
          case "always" -> Kind.ALWAYS;
          default -> throw new IllegalArgumentException(value);
        };
    return new UpdatePolicy(kind, Duration.ZERO);
  }

  /**
   * Tells whether a stored response is used without asking the server.
   *
   * @param missing how long a 404 is believed, whatever the rule for files
   */
  boolean allowsReuse(StoredResponse stored, NetworkMode mode, Duration missing, Instant now) {
    if (mode == NetworkMode.OFFLINE) {
      return true;
    }
    if (kind == Kind.RELOAD || kind == Kind.RECORD) {
      return false;
    }
    boolean any = mode == NetworkMode.PREFER_CACHE || kind == Kind.NEVER;
    if (!any && kind == Kind.ALWAYS) {
      return false;
    }
    Duration age = stored.age(now);
    if (!any && kind == Kind.INTERVAL && !isWithin(age, interval)) {
      return false;
    }
    if (!stored.isFile()) {
      return isWithin(age, missing);
    }
    return any || kind == Kind.INTERVAL || isWithin(age, stored.freshnessLifetime());
  }

  private static boolean isWithin(Duration age, Duration limit) {
    return !age.isNegative() && age.compareTo(limit) < 0;
  }

  /** Tells whether a stale file may be served while a server fails. */
  boolean allowsStale() {
    return kind != Kind.RECORD;
  }
}
