package io.github.luasearchers.searchers.http;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Limits and permissions of a repository's requests.
 *
 * @param headers how long the head of a response may take
 * @param idle how long a body may go without any data
 * @param resource how long one file may take in all, with redirects, retries and body
 * @param retries how often a request is repeated after a transient failure
 * @param maxBytes how long a module's source may be, before and after decoding
 * @param insecure whether plain http is allowed for other machines than this one
 * @param redirects the foreign origins to which a redirect may lead
 * @param missing how long "there is no such file" is remembered
 * @param staleIfError how long a stale file may be served while the server fails
 * @param breakerFailures how many failures in a row open the circuit breaker
 * @param breakerPause how long the circuit breaker stays open
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
    for (String origin : settings.get(HttpKeys.REDIRECTS)) {
      redirects.add(Origin.of(settings.address(HttpKeys.REDIRECTS, origin)));
    }
    return new FetchRules(
        settings.get(HttpKeys.HEADERS_TIMEOUT),
        settings.get(HttpKeys.IDLE_TIMEOUT),
        settings.get(HttpKeys.RESOURCE_TIMEOUT),
        number(settings.get(HttpKeys.RETRIES)),
        settings.get(HttpKeys.MAX_SIZE),
        settings.get(HttpKeys.INSECURE),
        Set.copyOf(redirects),
        settings.get(HttpKeys.MISSING),
        settings.get(HttpKeys.STALE_IF_ERROR),
        number(settings.get(HttpKeys.BREAKER_FAILURES)),
        settings.get(HttpKeys.BREAKER_PAUSE),
        userAgent(settings));
  }

  private static int number(long count) {
    return (int) Math.min(Integer.MAX_VALUE, count);
  }

  private static String userAgent(HttpSettings settings) {
    String value = settings.find(HttpKeys.USER_AGENT).orElseGet(FetchRules::defaultUserAgent);
    if (!Headers.isValue(value)) {
      throw new IllegalArgumentException(
          "the setting "
              + settings.name(HttpKeys.USER_AGENT)
              + " has a character that no header can have");
    }
    return value;
  }

  private static String defaultUserAgent() {
    String version = FetchRules.class.getPackage().getImplementationVersion();
    return version == null ? PROJECT : PROJECT + "/" + version;
  }
}
