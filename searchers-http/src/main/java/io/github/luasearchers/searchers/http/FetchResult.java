package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.Digest;

/** The outcome of a {@link FetchRequest}, unless it failed. */
sealed interface FetchResult {

  /** The file, and its digest. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares results.
  record Found(byte[] content, Digest digest) implements FetchResult {}

  /**
   * There is no such file.
   *
   * @param reason who says so: the text that messages put in brackets
   */
  record Missing(String reason) implements FetchResult {}
}
