package io.github.luasearchers.searchers.http;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * Something that the HTTP searcher did. Holds no secrets: URLs are without user names, passwords
 * and queries.
 *
 * @param kind what it did
 * @param repository the id of the repository
 * @param url what it did it to
 * @param detail the rest, in words; may be empty
 * @param bytes how much was downloaded; 0 where nothing was
 * @param time how long it took; zero where that says nothing
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
    /** A request goes to the network. */
    PROBE,
    /** The cache had an answer that is fresh enough. */
    HIT,
    /** The cache knew that there is no such file. */
    NEGATIVE_HIT,
    /** The server said that what the cache has is still right. */
    REVALIDATED,
    /** A file was downloaded. */
    DOWNLOADED,
    /** The server can't be reached and an old copy was used; the detail says why. */
    STALE_SERVED,
    /** A request failed and is made again; the detail says why. */
    RETRY,
    /** A redirect is followed, to the place in the detail. */
    REDIRECT,
    /** What came, or lay in the cache, is not what the lock file or the index says. */
    INTEGRITY_FAILED,
    /** The mode is offline and the cache has no copy. */
    OFFLINE_MISS,
    /** The cache could not be written or read; the search goes on without. */
    CACHE_FAILED,
    /** A module was found and is handed to the engine. */
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
