package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.ExpectedContent;
import io.github.luasearchers.searchers.http.integrity.IntegrityException;
import java.net.URI;
import java.util.Optional;

/**
 * A file to fetch, and the repository to fetch it from.
 *
 * @param url the file's URL, without user and password
 * @param expected what its content must be, if a lock file or an index says so
 * @param kind what kind of file it is
 */
record FetchRequest(Repository repository, URI url, Optional<ExpectedContent> expected, Kind kind) {

  private static final long MAX_DOCUMENT = 64L << 20;
  private static final long MAX_BUNDLE = 32L << 20;

  enum Kind {
    /** A module's source. */
    MODULE,
    /** A repository's index, or its signature. */
    DOCUMENT,
    /** Many modules in one zip. */
    BUNDLE
  }

  /**
   * Checks that content is what was expected.
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
          .report(HttpEvent.Kind.INTEGRITY_FAILED, url, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Returns how many bytes the file may have. */
  long limit() {
    return switch (kind) {
      case MODULE -> repository.rules().maxBytes();
      case DOCUMENT -> MAX_DOCUMENT;
      case BUNDLE -> MAX_BUNDLE;
    };
  }
}
