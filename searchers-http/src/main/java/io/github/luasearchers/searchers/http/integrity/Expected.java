package io.github.luasearchers.searchers.http.integrity;

import io.github.luasearchers.searchers.http.cache.Digest;

/**
 * What a file must be, and who says so.
 *
 * @param size how many bytes it has, {@link Locked#UNKNOWN} if nobody has said
 * @param voucher what the message about another content names: {@code the lock file 'a.lock'}
 * @param remedy the end of that message: what to do if the other content is meant; may be empty
 */
public record Expected(Digest digest, long size, String voucher, String remedy) {

  /**
   * Checks what came.
   *
   * @throws IntegrityException if it is something else; the message names both digests, or both
   *     sizes
   */
  public void verify(Digest found, long length) throws IntegrityException {
    if (!digest.equals(found)) {
      throw new IntegrityException(
          "its content is " + found + ", and " + voucher + " has " + digest + remedy);
    }
    if (size != Locked.UNKNOWN && size != length) {
      throw new IntegrityException(
          "it has " + length + " bytes, and " + voucher + " says " + size + remedy);
    }
  }
}
