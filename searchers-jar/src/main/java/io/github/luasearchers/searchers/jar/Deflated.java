package io.github.luasearchers.searchers.jar;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Entries that are compressed; those of bundles are not, and do without this class. */
final class Deflated {

  private Deflated() {}

  /**
   * Returns the content of an entry that is deflated.
   *
   * @param size how long it must be
   */
  static byte[] inflate(byte[] packed, int size) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      byte[] content = new byte[size];
      int length = inflater.inflate(content);
      // A second call detects surplus data, and reads the end that follows an empty content.
      int more = inflater.finished() ? 0 : inflater.inflate(new byte[1]);
      if (length < content.length || more > 0 || !inflater.finished()) {
        throw new IOException("its size is not the declared one of " + size + " bytes");
      }
      return content;
    } catch (DataFormatException e) {
      throw new IOException("its data is damaged", e);
    } finally {
      inflater.end();
    }
  }
}
