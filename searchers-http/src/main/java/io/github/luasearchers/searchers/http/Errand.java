package io.github.luasearchers.searchers.http;

import java.net.URI;
import java.util.Optional;

/**
 * What is to be fetched, and from whom.
 *
 * @param url where it is; without user and password
 * @param expected the digest it must have, if a lock file or an index says so
 * @param kind what it is
 */
record Errand(Repository repository, URI url, Optional<Digest> expected, Kind kind) {

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
   * @throws Refusal if it is not; the message names both digests
   */
  void verify(Digest found) throws Refusal {
    if (expected.isPresent() && !expected.get().equals(found)) {
      String sentence = "its content is " + found.sri() + " and should be " + expected.get().sri();
      repository.events().tell(HttpEvent.Kind.INTEGRITY_FAILED, url, sentence);
      throw Refusal.ofContent(sentence);
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
