package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.Expected;
import io.github.luasearchers.searchers.http.integrity.IntegrityException;
import java.net.URI;
import java.util.Optional;

/**
 * What is to be fetched, and from whom.
 *
 * @param url where it is; without user and password
 * @param expected what it must be, if a lock file or an index says so
 * @param kind what it is
 */
record Errand(Repository repository, URI url, Optional<Expected> expected, Kind kind) {

  private static final long LARGEST_DOCUMENT = 64L << 20;
  private static final long LARGEST_BUNDLE = 32L << 20;

  enum Kind {
    /** A module's source. */
    MODULE,
    /** A repository's index, or its signature. */
    DOCUMENT,
    /** Many modules in one zip. */
    BUNDLE
  }

  /**
   * Checks that what came is what was expected.
   *
   * @throws IntegrityException if it is not
   */
  void verify(Digest found, long length) throws IntegrityException {
    try {
      if (expected.isPresent()) {
        expected.get().verify(found, length);
      }
    } catch (IntegrityException e) {
      repository
          .events()
          .tell(HttpEvent.Kind.INTEGRITY_FAILED, url, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  long limit() {
    return switch (kind) {
      case MODULE -> repository.rules().maxBytes();
      case DOCUMENT -> LARGEST_DOCUMENT;
      case BUNDLE -> LARGEST_BUNDLE;
    };
  }
}
