package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Meter;
import io.github.luasearchers.engine.value.ScriptError;
import org.luaj.vm2.LuaError;

/** Source text and the place that has been read up to: PUC's {@code ZIO}. */
final class Source {

  /** What is read where nothing is left. */
  static final int END = -1;

  final byte[] bytes;
  final int end;
  int pos;
  int line = 1;

  /** How much is passed over between two words with the meter. */
  private static final int PIECE = 1 << 16;

  private final String chunkId;
  private final Meter meter;

  Source(byte[] bytes, int offset, int length, String chunkId, Meter meter) {
    this.meter = meter;
    this.bytes = bytes;
    this.pos = offset;
    this.end = offset + length;
    this.chunkId = chunkId;
  }

  /** Returns the byte that is next, or {@link #END}. */
  int peek() {
    return pos < end ? bytes[pos] & 0xFF : END;
  }

  /** Returns a byte further on, or {@link #END}. */
  int peek(int ahead) {
    return pos + ahead < end ? bytes[pos + ahead] & 0xFF : END;
  }

  /** Returns how far to go at once. */
  int pieceEnd() {
    return end - pos <= PIECE ? end : pos + PIECE;
  }

  /** Tells the meter of tokens or of bytes that were read. */
  void charge(int work) {
    meter.charge(work);
  }

  /** Passes over a line's end: {@code \n}, {@code \r}, {@code \r\n} or {@code \n\r}. */
  void skipLineEnd() {
    int first = peek();
    pos++;
    int second = peek();
    if (second != first && isLineEnd(second)) {
      pos++;
    }
    line++;
  }

  static boolean isLineEnd(int c) {
    return c == '\n' || c == '\r';
  }

  /** Returns the error that the text is wrong in the line that was read up to, to be thrown. */
  LuaError error(String message) {
    return new ScriptError(LuaText.ofLatin1(chunkId + ":" + line + ": " + message));
  }
}
