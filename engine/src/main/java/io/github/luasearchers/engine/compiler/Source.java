package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Meter;
import io.github.luasearchers.engine.value.ScriptError;
import org.luaj.vm2.LuaError;

/** Source text and the position of the lexer in it: PUC's {@code ZIO}. */
final class Source {

  /** Returned at the end of the text. */
  static final int END = -1;

  final byte[] bytes;
  final int end;
  int pos;
  int line = 1;

  /** How many bytes are skipped between two charges to the meter. */
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

  /** Returns the next byte, or {@link #END}. */
  int peek() {
    return pos < end ? bytes[pos] & 0xFF : END;
  }

  /** Returns a byte further on, or {@link #END}. */
  int peek(int ahead) {
    return pos + ahead < end ? bytes[pos + ahead] & 0xFF : END;
  }

  /** Returns the place of the next charge. */
  int pieceEnd() {
    return end - pos <= PIECE ? end : pos + PIECE;
  }

  /** Charges the meter for tokens or bytes. */
  void charge(int work) {
    meter.charge(work);
  }

  /** Skips the end of a line: {@code \n}, {@code \r}, {@code \r\n} or {@code \n\r}. */
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

  /** Returns a syntax error with the current line, for the caller to throw. */
  LuaError error(String message) {
    return new ScriptError(LuaText.ofLatin1(chunkId + ":" + line + ": " + message));
  }
}
