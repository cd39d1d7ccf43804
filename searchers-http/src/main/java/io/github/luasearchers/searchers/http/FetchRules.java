package io.github.luasearchers.searchers.http;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * How a repository is asked.
 *
 * @param headers how long the head of an answer may take
 * @param idle how long a body may stand still
 * @param resource how long one file may take in all, with redirects, retries and body
 * @param retries how often a request that failed for a reason that may pass is made again
 * @param maxBytes how long a module's source may be, before and after decoding
 * @param insecure whether plain http is allowed for other machines than this one
 * @param redirects the foreign origins to which a redirect may lead
 * @param missing how long "there is no such file" is remembered
 * @param staleIfError how long after its time a copy may stand in for a server that fails
 * @param breakerFailures how many failures in a row close an origin
 * @param breakerPause for how long
 * @param userAgent the User-Agent header
 */
record FetchRules(
    Duration headers,
    Duration idle,
    Duration resource,
    int retries,
    long maxBytes,
    boolean insecure,
    Set<Origin> redirects,
    Duration missing,
    Duration staleIfError,
    int breakerFailures,
    Duration breakerPause,
    String userAgent) {

  private static final String PROJECT = "LuaSearchers";

  static FetchRules read(HttpSettings settings) {
    Set<Origin> redirects = new HashSet<>();
    for (String origin : settings.list("redirects")) {
      redirects.add(Origin.of(settings.address("redirects", origin)));
    }
    return new FetchRules(
        settings.duration("headers-timeout", "10s"),
        settings.duration("idle-timeout", "10s"),
        settings.duration("resource-timeout", "30s"),
        settings.number("retries", 2),
        settings.size("max-size", "4MiB"),
        settings.flag("insecure", false),
        Set.copyOf(redirects),
        settings.duration("missing", "60s"),
        settings.duration("stale-if-error", "7d"),
        settings.number("breaker-failures", 3),
        settings.duration("breaker-pause", "30s"),
        userAgent(settings));
  }

  private static String userAgent(HttpSettings settings) {
    String value = settings.text("user-agent", standardUserAgent());
    if (!Headers.isValue(value)) {
      throw new IllegalArgumentException(
          "the setting "
              + settings.name("user-agent")
              + " has a character that no header can have");
    }
    return value;
  }

  private static String standardUserAgent() {
    String version = FetchRules.class.getPackage().getImplementationVersion();
    return version == null ? PROJECT : PROJECT + "/" + version;
  }
}
