package io.github.luasearchers.searchers.http;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * Something that the HTTP searcher did. An event contains no secrets: its URLs have no user names,
 * passwords and queries.
 *
 * @param kind what it did
 * @param repository the id of the repository
 * @param url the URL that was requested or searched
 * @param detail details as text; may be empty
 * @param bytes how many bytes were downloaded; 0 if none were
 * @param time how long the download took; zero for other events
 * @since 0.1.0
 */
public record HttpEvent(
    Kind kind, String repository, URI url, String detail, long bytes, Duration time) {

  /**
   * The kinds of events.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** A repository is asked for a module, whose name is the detail. */
    SEARCH,
    /** A request is sent over the network. */
    PROBE,
    /** The cache had a response that may be used without asking the server. */
    HIT,
    /** The cache had a 404 that may be used without asking the server. */
    NEGATIVE_HIT,
    /** The server confirmed the cached response with a 304. */
    REVALIDATED,
    /** A file was downloaded. */
    DOWNLOADED,
    /** The server failed and a stale file was served; the detail says why. */
    STALE_SERVED,
    /** A request failed and is retried; the detail says why. */
    RETRY,
    /** A redirect is followed, to the URL in the detail. */
    REDIRECT,
    /** Content is not what the lock file or the index says. */
    INTEGRITY_FAILED,
    /** The mode is offline and the cache has no copy. */
    OFFLINE_MISS,
    /** The cache could not be written or read; the search continues without it. */
    CACHE_FAILED,
    /** A module was found. */
    FOUND
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    text.append(' ').append(url).append(" (").append(repository).append(')');
    if (!detail.isEmpty()) {
      text.append(": ").append(detail);
    }
    if (bytes > 0) {
      text.append(", ").append(bytes).append(" bytes in ").append(time.toMillis()).append(" ms");
    }
    return text.toString();
  }
}
