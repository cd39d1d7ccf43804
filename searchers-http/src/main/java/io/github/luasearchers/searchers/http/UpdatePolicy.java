package io.github.luasearchers.searchers.http;

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

  static final UpdatePolicy RELOADED = new UpdatePolicy(Kind.RELOAD, Duration.ZERO);
  static final UpdatePolicy RECORDED = new UpdatePolicy(Kind.RECORD, Duration.ZERO);

  static UpdatePolicy read(HttpSettings settings, String key) {
    String value = settings.text(key, "respect-http");
    if (value.startsWith("interval:")) {
      String interval = value.substring("interval:".length());
      return new UpdatePolicy(Kind.INTERVAL, settings.duration(key, interval, "interval:10m"));
    }
    return switch (value) {
      case "respect-http" -> new UpdatePolicy(Kind.RESPECT_HTTP, Duration.ZERO);
      case "never" -> new UpdatePolicy(Kind.NEVER, Duration.ZERO);
      case "always" -> new UpdatePolicy(Kind.ALWAYS, Duration.ZERO);
      default ->
          throw settings.malformed(
              key,
              value,
              "give respect-http, never, always or interval: and a time, as in interval:10m");
    };
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
