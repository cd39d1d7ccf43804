package io.github.luasearchers.engine;

import io.github.luasearchers.engine.value.LuaText;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Lua reads, from the current reader of the running evaluation's context: bytes if the reader
 * provides them, else the bytes of its {@linkplain LuaText text}. It takes no more from the reader
 * than is asked for, as others may read from it too.
 */
final class ContextInput extends InputStream {

  private static final byte[] NOTHING = {};

  /** The most bytes that a Java char may become. */
  private static final int MOST_BYTES = 3;

  private final LuaState state;
  private @Nullable Reader source;
  private byte[] ready = NOTHING;
  private int next;
  private char highSurrogate;

  /** How many characters of the source have been converted to bytes. */
  private long taken;

  ContextInput(LuaState state) {
    this.state = state;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    @Nullable Reader reader = reader();
    if (reader instanceof StandardReader bytesToo) {
      return read(bytesToo, bytes, offset, length);
    }
    if (reader == null || !fill(reader, length)) {
      return -1;
    }
    int count = Math.min(length, ready.length - next);
    System.arraycopy(ready, next, bytes, offset, count);
    next += count;
    return count;
  }

  /** Returns the current reader. If it is a new one, forgets what was left of the previous one. */
  private @Nullable Reader reader() {
    @Nullable Reader reader = state.scopes().context().getReader();
    if (reader != source) {
      source = reader;
      ready = NOTHING;
      next = 0;
      highSurrogate = 0;
      taken = 0;
    }
    return reader;
  }

  private int read(StandardReader reader, byte[] bytes, int offset, int length) throws IOException {
    try {
      return reader.read(bytes, offset, length);
    } catch (IOException e) {
      state.afterFailure(e);
      throw e;
    }
  }

  /** Makes bytes ready; false if there are no more. */
  private boolean fill(Reader reader, int wanted) throws IOException {
    while (next >= ready.length) {
      if (!encode(reader, Math.max(1, wanted / MOST_BYTES))) {
        return false;
      }
    }
    return true;
  }

  private boolean encode(Reader reader, int wanted) throws IOException {
    char[] chars = new char[Math.min(wanted, 4096)];
    int count = read(reader, chars);
    StringBuilder text = new StringBuilder();
    if (highSurrogate != 0) {
      text.append(highSurrogate);
      highSurrogate = 0;
    }
    if (count > 0) {
      text.append(chars, 0, count);
      hold(text);
    } else if (text.length() == 0) {
      return false;
    }
    next = 0;
    try {
      ready = LuaText.encode(text.toString());
    } catch (IllegalArgumentException e) {
      ready = NOTHING;
      throw new IOException(
          e.getMessage() + ", counted from character " + taken + " of the reader", e);
    } finally {
      taken += text.length();
    }
    return true;
  }

  private int read(Reader reader, char[] chars) throws IOException {
    try {
      return reader.read(chars, 0, chars.length);
    } catch (IOException e) {
      state.afterFailure(e);
      throw e;
    }
  }

  /** Keeps back the first half of a surrogate pair until the second half arrives. */
  private void hold(StringBuilder text) {
    char last = text.charAt(text.length() - 1);
    if (Character.isHighSurrogate(last)) {
      highSurrogate = last;
      text.setLength(text.length() - 1);
    }
  }

  @Override
  public int available() throws IOException {
    @Nullable Reader reader = reader();
    if (reader instanceof StandardReader bytesToo) {
      return bytesToo.available();
    }
    if (next < ready.length) {
      return ready.length - next;
    }
    return reader != null && reader.ready() ? 1 : 0;
  }
}
