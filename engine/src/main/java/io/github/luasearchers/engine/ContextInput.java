package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Lua reads: the text of the reader that the context of the running evaluation has at that
 * moment, as UTF-8. No more is taken from the reader than is asked for, as others may read from it
 * too.
 */
final class ContextInput extends InputStream {

  private static final byte[] NOTHING = {};

  /** The bytes that a character of Java's may become. */
  private static final int MOST_BYTES = 3;

  private final LuaState state;
  private @Nullable Reader source;
  private byte[] ready = NOTHING;
  private int next;
  private char highSurrogate;

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
    if (!fill(length)) {
      return -1;
    }
    int count = Math.min(length, ready.length - next);
    System.arraycopy(ready, next, bytes, offset, count);
    next += count;
    return count;
  }

  /** Makes bytes ready; false if there are no more. */
  private boolean fill(int wanted) throws IOException {
    @Nullable Reader reader = state.scopes().context().getReader();
    if (reader != source) {
      source = reader;
      ready = NOTHING;
      next = 0;
      highSurrogate = 0;
    }
    while (next >= ready.length) {
      if (reader == null || !encode(reader, Math.max(1, wanted / MOST_BYTES))) {
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
    ready = text.toString().getBytes(UTF_8);
    next = 0;
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

  /** Keeps back the first half of a pair until its second half is there. */
  private void hold(StringBuilder text) {
    char last = text.charAt(text.length() - 1);
    if (Character.isHighSurrogate(last)) {
      highSurrogate = last;
      text.setLength(text.length() - 1);
    }
  }

  @Override
  public int available() throws IOException {
    @Nullable Reader reader = state.scopes().context().getReader();
    if (reader == source && next < ready.length) {
      return ready.length - next;
    }
    return reader != null && reader.ready() ? 1 : 0;
  }
}
