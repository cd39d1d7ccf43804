package io.github.luasearchers.searchers.classpath;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Entries that are compressed. Those of bundles are not, and a program that starts from one does
 * without this class, and without the exception that the JVM loads to verify it.
 */
final class Deflated {

  private Deflated() {}

  /**
   * Returns the content of an entry; null if it is damaged, or not of the size that it is to have.
   *
   * @param start where the compressed data begins
   */
  static byte @Nullable [] content(byte[] packed, int start, int packedSize, int size) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed, start, packedSize);
      byte[] content = new byte[size];
      int length = inflater.inflate(content);
      return length == size ? content : null;
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }
}
