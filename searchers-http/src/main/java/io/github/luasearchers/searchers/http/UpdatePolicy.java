package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.KeptAnswer;
import io.github.luasearchers.spi.Setting;
import java.time.Duration;
import java.time.Instant;

/**
 * When a repository is asked whether what the cache has is still right.
 *
 * @param kind the rule
 * @param interval how long an answer is good for, if the rule is {@link Kind#INTERVAL}
 */
record UpdatePolicy(Kind kind, Duration interval) {

  enum Kind {
    RESPECT_HTTP,
    NEVER,
    ALWAYS,
    INTERVAL,
    /** The host has asked for it: as ALWAYS, and stronger than a mode that prefers the cache. */
    RELOAD,
    /** What comes is locked: as RELOAD, and no old copy stands in for a server that fails. */
    RECORD
  }

  private static final String INTERVAL = "interval:";
  private static final Setting<Duration> DURATION = Setting.duration("interval", "10m");

  static final UpdatePolicy RELOADED = new UpdatePolicy(Kind.RELOAD, Duration.ZERO);
  static final UpdatePolicy RECORDED = new UpdatePolicy(Kind.RECORD, Duration.ZERO);

  /**
   * Reads the setting's value.
   *
   * @throws IllegalArgumentException if it is none
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
   * Tells whether what was kept will do, and nobody is asked.
   *
   * @param missing how long it is believed that there is no such file, whatever is done with files
   */
  boolean takes(KeptAnswer known, Mode mode, Duration missing, Instant now) {
    if (mode == Mode.OFFLINE) {
      return true;
    }
    if (kind == Kind.RELOAD || kind == Kind.RECORD) {
      return false;
    }
    boolean any = mode == Mode.PREFER_CACHE || kind == Kind.NEVER;
    if (!any && kind == Kind.ALWAYS) {
      return false;
    }
    Duration age = known.age(now);
    if (!any && kind == Kind.INTERVAL && !isWithin(age, interval)) {
      return false;
    }
    if (!known.isFile()) {
      return isWithin(age, missing);
    }
    return any || kind == Kind.INTERVAL || isWithin(age, known.lifetime());
  }

  private static boolean isWithin(Duration age, Duration limit) {
    return !age.isNegative() && age.compareTo(limit) < 0;
  }

  /** Tells whether an old copy may stand in for a server that fails. */
  boolean allowsStandIn() {
    return kind != Kind.RECORD;
  }
}
