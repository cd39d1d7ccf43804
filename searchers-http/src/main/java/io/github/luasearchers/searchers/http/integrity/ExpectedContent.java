package io.github.luasearchers.searchers.http.integrity;

import io.github.luasearchers.searchers.http.cache.Digest;

/**
 * What a file's content must be, and which document says so.
 *
 * @param size how many bytes it has, {@link LockEntry#UNKNOWN} if that is not known
 * @param source the document, as messages name it: {@code the lock file 'a.lock'}
 * @param remedy the end of the message: what to do if the other content is right; may be empty
 */
public record ExpectedContent(Digest digest, long size, String source, String remedy) {

  /**
   * Verifies content.
   *
   * @throws IntegrityException if it differs; the message has both digests, or both sizes
   */
  public void verify(Digest found, long length) throws IntegrityException {
    if (!digest.equals(found)) {
      throw new IntegrityException(
          "its content is " + found + ", and " + source + " has " + digest + remedy);
    }
    if (size != LockEntry.UNKNOWN && size != length) {
      throw new IntegrityException(
          "it has " + length + " bytes, and " + source + " says " + size + remedy);
    }
  }
}
