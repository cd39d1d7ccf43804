package io.github.luasearchers.searchers.http;

import java.time.Duration;
import java.util.Optional;

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
    INTERVAL
  }

  static final UpdatePolicy ASK = new UpdatePolicy(Kind.ALWAYS, Duration.ZERO);

  static UpdatePolicy read(HttpSettings settings, String key) {
    String value = settings.text(key, "respect-http");
    if (value.startsWith("interval:")) {
      String interval = value.substring("interval:".length());
      return new UpdatePolicy(Kind.INTERVAL, settings.duration(key, interval, "interval:10m"));
    }
    return switch (value) {
      case "respect-http" -> new UpdatePolicy(Kind.RESPECT_HTTP, Duration.ZERO);
      case "never" -> new UpdatePolicy(Kind.NEVER, Duration.ZERO);
      case "always" -> ASK;
      default ->
          throw settings.malformed(
              key,
              value,
              "give respect-http, never, always or interval: and a time, as in interval:10m");
    };
  }

  /** Returns the Cache-Control of a request, which tells methanol's cache what will do. */
  Optional<String> cacheControl(Mode mode) {
    return switch (mode) {
      case OFFLINE -> anyCopy();
      case PREFER_CACHE -> Optional.of("max-stale");
      case ONLINE ->
          switch (kind) {
            case RESPECT_HTTP -> Optional.empty();
            case NEVER -> Optional.of("max-stale");
            case ALWAYS -> Optional.of("no-cache");
            case INTERVAL -> Optional.of("max-age=" + interval.toSeconds());
          };
    };
  }

  /** Returns the Cache-Control of a request that takes any copy and no network. */
  static Optional<String> anyCopy() {
    return Optional.of("only-if-cached, max-stale");
  }
}
