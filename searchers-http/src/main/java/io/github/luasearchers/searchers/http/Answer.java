package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.Digest;

/** What came of an errand. */
sealed interface Answer {

  /** The file, and its digest. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
  record Found(byte[] content, Digest digest) implements Answer {}

  /**
   * There is no such file.
   *
   * @param reason who says so, as messages have it in brackets
   */
  record Missing(String reason) implements Answer {}
}
