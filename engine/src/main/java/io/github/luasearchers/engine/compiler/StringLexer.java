package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.CharClass;
import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import java.util.Arrays;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** Reads the strings and long brackets of source text. Keeps the text of the current token. */
final class StringLexer {

  /** What {@link #longBracket} returns for a single bracket. */
  static final int SINGLE_BRACKET = -1;

  private static final int MALFORMED = -2;

  /** How many bytes are saved between two charges to the meter. */
  private static final int PIECE = 1 << 12;

  private final Source source;
  private final NameTable names;

  /** The bytes that contain the text of the latest token. */
  private byte[] text;

  private int textStart;
  private int textLength;

  private byte[] buffer = new byte[64];

  StringLexer(Source source, NameTable names) {
    this.source = source;
    this.names = names;
    this.text = source.bytes;
  }

  // ---- the token's text, for messages

  void clear() {
    textLength = 0;
  }

  /** Makes a part of the source the token's text. */
  void setText(int start, int length) {
    text = source.bytes;
    textStart = start;
    textLength = length;
  }

  /** Returns the token's text in quotes. */
  String describeText() {
    LuaString token = LuaString.valueUsing(text, textStart, textLength);
    return "'" + LuaText.excerptOfLatin1(token) + "'";
  }

  private LuaError errorNearText(String message) {
    return source.error(message + " near " + describeText());
  }

  private LuaError errorNearEnd(String message) {
    return source.error(message + " near " + Token.describe(Token.EOS));
  }

  private void save(int c) {
    if (textLength == buffer.length) {
      CurrentMeter.reserve(textLength * 2L);
      buffer = Arrays.copyOf(buffer, textLength * 2);
      text = buffer;
    }
    buffer[textLength++] = (byte) c;
    if ((textLength & PIECE - 1) == 0) {
      source.charge(PIECE);
    }
  }

  /** Moves the token's text into the buffer, beginning with a part of the source. */
  private void buffer(int start, int length) {
    if (length > buffer.length) {
      CurrentMeter.reserve(length * 2L);
      buffer = new byte[length * 2];
    }
    System.arraycopy(source.bytes, start, buffer, 0, length);
    text = buffer;
    textStart = 0;
    textLength = length;
  }

  // ---- quotes

  /** Reads a string in quotes. */
  LuaString quoted() {
    byte[] bytes = source.bytes;
    int end = source.pieceEnd(); // longer strings take the slow path
    int start = source.pos;
    int quote = bytes[start];
    int sum = 0;
    int i = start + 1;
    while (i < end) {
      int c = bytes[i];
      if (c == quote) {
        setText(start, i + 1 - start);
        source.pos = i + 1;
        return names.string(bytes, start + 1, i - start - 1, StringTable.mix(sum));
      }
      if (c == '\\' || c == '\n' || c == '\r') {
        break;
      }
      sum = sum * 31 + c;
      i++;
    }
    buffer(start, i - start);
    source.pos = i;
    return escaped(quote);
  }

  private LuaString escaped(int quote) {
    for (; ; ) {
      int c = source.peek();
      if (c == Source.END) {
        throw errorNearEnd("unfinished string");
      }
      if (Source.isLineEnd(c)) {
        throw errorNearText("unfinished string");
      }
      source.pos++;
      if (c == '\\') {
        escape();
      } else {
        save(c);
        if (c == quote) {
          return names.string(buffer, 1, textLength - 2);
        }
      }
    }
  }

  private void escape() {
    int c = source.peek();
    switch (c) {
      case 'a' -> plainEscape(7);
      case 'b' -> plainEscape('\b');
      case 'f' -> plainEscape('\f');
      case 'n' -> plainEscape('\n');
      case 'r' -> plainEscape('\r');
      case 't' -> plainEscape('\t');
      case 'v' -> plainEscape(11);
      case '\\', '"', '\'' -> plainEscape(c);
      case '\n', '\r' -> {
        source.skipLineEnd();
        save('\n');
      }
      case 'x' -> hexEscape();
      case 'z' -> skipSpaces();
      case Source.END -> {
        // The caller reports the end as an error.
      }
      default -> decimalEscape(c);
    }
  }

  private void plainEscape(int c) {
    source.pos++;
    save(c);
  }

  private void skipSpaces() {
    source.pos++;
    while (CharClass.is(source.peek(), CharClass.SPACE)) {
      if (Source.isLineEnd(source.peek())) {
        source.skipLineEnd();
      } else {
        source.pos++;
      }
    }
  }

  private void hexEscape() {
    int value = 0;
    for (int i = 1; i <= 2; i++) {
      int c = source.peek(i);
      if (!CharClass.is(c, CharClass.HEX_DIGIT)) {
        throw escapeError(i + 1, "hexadecimal digit expected");
      }
      value = value << 4 | CharClass.hexValue(c);
    }
    source.pos += 3;
    save(value);
  }

  private void decimalEscape(int first) {
    if (!CharClass.is(first, CharClass.DIGIT)) {
      LuaError error = escapeError(1, "invalid escape sequence");
      throw first == 'u' && source.peek(1) == '{' ? LaterLua.unicodeEscape(error) : error;
    }
    int value = 0;
    int i = 0;
    for (; i < 3 && CharClass.is(source.peek(i), CharClass.DIGIT); i++) {
      value = value * 10 + source.peek(i) - '0';
    }
    if (value > 0xFF) {
      throw escapeError(i, "decimal escape too large");
    }
    source.pos += i;
    save(value);
  }

  /** Returns the error for an invalid escape, which shows its first bytes. */
  private LuaError escapeError(int length, String message) {
    int start = source.pos - 1;
    setText(start, Math.min(length + 1, source.end - start));
    return errorNearText(message);
  }

  // ---- long brackets

  /**
   * Skips the beginning of a long bracket.
   *
   * @return its level, or {@link #SINGLE_BRACKET} if there is only one bracket, or another negative
   *     number if it is neither
   */
  int longBracket() {
    int start = source.pos;
    int bracket = source.peek();
    int level = 0;
    while (source.peek(level + 1) == '=') {
      level++;
    }
    source.pos += level + 1;
    setText(start, level + 1);
    if (source.peek() == bracket) {
      return level;
    }
    return level == 0 ? SINGLE_BRACKET : MALFORMED;
  }

  /** Reads the rest of a long string. */
  LuaString longString(int level) {
    buffer(textStart, textLength);
    save('[');
    readLong(level, "unfinished long string");
    return names.string(buffer, level + 2, textLength - 2 * (level + 2));
  }

  /** Skips the rest of a long comment. */
  void skipLong(int level) {
    buffer(textStart, textLength);
    readLong(level, "unfinished long comment");
  }

  private void readLong(int level, String unfinished) {
    source.pos++;
    if (Source.isLineEnd(source.peek())) {
      source.skipLineEnd();
    }
    for (; ; ) {
      int c = source.peek();
      switch (c) {
        case Source.END -> throw errorNearEnd(unfinished);
        case ']' -> {
          if (closing(level)) {
            return;
          }
        }
        case '\n', '\r' -> {
          source.skipLineEnd();
          save('\n');
        }
        default -> {
          source.pos++;
          save(c);
        }
      }
    }
  }

  /** Saves brackets and equal signs, and tells whether they are the closing bracket. */
  private boolean closing(int level) {
    save(']');
    source.pos++;
    int found = 0;
    while (source.peek() == '=') {
      source.pos++;
      save('=');
      found++;
    }
    if (found != level || source.peek() != ']') {
      return false;
    }
    source.pos++;
    save(']');
    return true;
  }
}
