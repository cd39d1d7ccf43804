package io.github.luasearchers.engine;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Objects;

/**
 * The JVM's standard input, as the reader of an engine's own context. It provides text, like any
 * reader, and the bytes themselves, from the current stream of {@code System}. It takes no more
 * bytes than it returns, because code that reads the stream in the other way would miss them.
 */
final class StandardReader extends Reader {

  /** More than any charset needs for a character. */
  private static final int MOST_BYTES = 16;

  private final CharsetDecoder decoder =
      Charset.defaultCharset()
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  private final ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);

  /** Characters that are decoded but not yet read. */
  private final CharBuffer chars = CharBuffer.allocate(MOST_BYTES).flip();

  private StandardReader() {}

  static Reader input() {
    return new StandardReader();
  }

  /** Reads bytes, as {@code InputStream} does. */
  int read(byte[] to, int offset, int length) throws IOException {
    return System.in.read(to, offset, length);
  }

  /** Returns how many bytes can be read without waiting. */
  int available() throws IOException {
    return System.in.available();
  }

  @Override
  public int read(char[] to, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, to.length);
    synchronized (lock) {
      int count = 0;
      while (count < length && (count == 0 || ready())) {
        if (!chars.hasRemaining() && !decode()) {
          break;
        }
        int some = Math.min(length - count, chars.remaining());
        chars.get(to, offset + count, some);
        count += some;
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }

  /**
   * Decodes the next character, and another only if one byte of the charset stands for two; returns
   * false at the end.
   */
  private boolean decode() throws IOException {
    chars.clear();
    boolean more = true;
    while (more && chars.position() == 0) {
      int next = System.in.read();
      more = next >= 0;
      if (more) {
        bytes.put((byte) next);
      }
      bytes.flip();
      decoder.decode(bytes, chars, !more);
      bytes.compact();
    }
    if (!more) {
      decoder.flush(chars);
      decoder.reset();
    }
    chars.flip();
    return chars.hasRemaining();
  }

  @Override
  public boolean ready() throws IOException {
    synchronized (lock) {
      return chars.hasRemaining() || System.in.available() > 0;
    }
  }

  /** Closes the stream, as an {@code InputStreamReader} over it does. */
  @Override
  public void close() throws IOException {
    System.in.close();
  }
}
