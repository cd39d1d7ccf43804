package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.CharClass;
import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.Level;
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

  /** The largest code point that 5.3's escapes of UTF-8 take. */
  private static final int LAST_CODE_POINT = 0x10FFFF;

  private final Source source;
  private final NameTable names;
  private final Level level;

  /** The bytes that contain the text of the latest token. */
  private byte[] text;

  private int textStart;
  private int textLength;

  private byte[] buffer = new byte[64];

  StringLexer(Source source, NameTable names, Level level) {
    this.source = source;
    this.names = names;
    this.level = level;
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
    return source.error(message + " near " + Token.describe(Token.EOS, level));
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
      case 'u' -> unicodeEscape();
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

  /** Reads a code point in hexadecimal digits, and saves it as UTF-8. */
  private void unicodeEscape() {
    if (!level.atLeast(Level.LUA_5_3)) {
      LuaError error = escapeError(1, "invalid escape sequence");
      throw source.peek(1) == '{' ? LaterLua.unicodeEscape(error) : error;
    }
    if (source.peek(1) != '{') {
      throw escapeError(2, "missing '{'");
    }
    int length = 2;
    if (!CharClass.is(source.peek(length), CharClass.HEX_DIGIT)) {
      throw escapeError(length + 1, "hexadecimal digit expected");
    }
    int value = 0;
    for (; CharClass.is(source.peek(length), CharClass.HEX_DIGIT); length++) {
      long next = (long) value << 4 | CharClass.hexValue(source.peek(length));
      if (next > (level.atLeast(Level.LUA_5_4) ? Integer.MAX_VALUE : LAST_CODE_POINT)) {
        throw escapeError(length + 1, "UTF-8 value too large");
      }
      value = (int) next;
    }
    if (source.peek(length) != '}') {
      throw escapeError(length + 1, "missing '}'");
    }
    source.pos += length + 1;
    saveAsUtf8(value);
  }

  /** Saves a code point in one to six bytes, as UTF-8 was before it ended at U+10FFFF. */
  private void saveAsUtf8(int value) {
    if (value < 0x80) {
      save(value);
      return;
    }
    int more = 1; // the bytes after the first, which has room for 6 - more bits
    while (value >>> 6 * more >= 0x40 >> more) {
      more++;
    }
    save(0xFF00 >> more + 1 | value >>> 6 * more);
    while (--more >= 0) {
      save(0x80 | value >>> 6 * more & 0x3F);
    }
  }

  private void decimalEscape(int first) {
    if (!CharClass.is(first, CharClass.DIGIT)) {
      throw escapeError(1, "invalid escape sequence");
    }
    int value = 0;
    int i = 0;
    for (; i < 3 && CharClass.is(source.peek(i), CharClass.DIGIT); i++) {
      value = value * 10 + source.peek(i) - '0';
    }
    if (value > 0xFF) {
      throw escapeError(level.atLeast(Level.LUA_5_3) ? i + 1 : i, "decimal escape too large");
    }
    source.pos += i;
    save(value);
  }

  /**
   * Returns the error for an invalid escape, which shows its first bytes; from Lua 5.3 on after the
   * string as read so far.
   */
  private LuaError escapeError(int length, String message) {
    int start = source.pos - 1;
    int shown = Math.min(length + 1, source.end - start);
    if (!level.atLeast(Level.LUA_5_3)) {
      setText(start, shown);
      return errorNearText(message);
    }
    for (int i = 0; i < shown; i++) {
      save(source.bytes[start + i]);
    }
    return errorNearText(message);
  }

  // ---- long brackets

  /**
   * Skips the beginning of a long bracket.
   *
   * @return its number of equal signs, or {@link #SINGLE_BRACKET} if there is only one bracket, or
   *     another negative number if it is neither
   */
  int longBracket() {
    int start = source.pos;
    int bracket = source.peek();
    int equalSigns = 0;
    while (source.peek(equalSigns + 1) == '=') {
      equalSigns++;
    }
    source.pos += equalSigns + 1;
    setText(start, equalSigns + 1);
    if (source.peek() == bracket) {
      return equalSigns;
    }
    return equalSigns == 0 ? SINGLE_BRACKET : MALFORMED;
  }

  /** Reads the rest of a long string. */
  LuaString longString(int equalSigns) {
    buffer(textStart, textLength);
    save('[');
    readLong(equalSigns, "string");
    return names.string(buffer, equalSigns + 2, textLength - 2 * (equalSigns + 2));
  }

  /** Skips the rest of a long comment. */
  void skipLong(int equalSigns) {
    buffer(textStart, textLength);
    readLong(equalSigns, "comment");
  }

  private void readLong(int equalSigns, String what) {
    int line = source.line;
    source.pos++;
    if (Source.isLineEnd(source.peek())) {
      source.skipLineEnd();
    }
    for (; ; ) {
      int c = source.peek();
      switch (c) {
        case Source.END -> throw unfinished(what, line);
        case ']' -> {
          if (closing(equalSigns)) {
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

  private LuaError unfinished(String what, int line) {
    String where = level.atLeast(Level.LUA_5_3) ? " (starting at line " + line + ")" : "";
    return errorNearEnd("unfinished long " + what + where);
  }

  /** Saves brackets and equal signs, and tells whether they are the closing bracket. */
  private boolean closing(int equalSigns) {
    save(']');
    source.pos++;
    int found = 0;
    while (source.peek() == '=') {
      source.pos++;
      save('=');
      found++;
    }
    if (found != equalSigns || source.peek() != ']') {
      return false;
    }
    source.pos++;
    save(']');
    return true;
  }
}
