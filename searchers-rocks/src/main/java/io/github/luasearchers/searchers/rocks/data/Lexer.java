package io.github.luasearchers.searchers.rocks.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits a document into tokens. Texts are kept a byte a character, as Lua has them: whoever shows
 * one decodes it. Short texts that come again are one object, since a manifest repeats a handful of
 * them a million times.
 */
final class Lexer {

  private static final int KNOWN = 4096;
  private static final int SHORT = 40;
  private static final int LONGEST_NUMBER = 200;

  private final String name;
  private final byte[] bytes;
  private final @Nullable String[] known = new String[KNOWN];
  private int at;
  private int line = 1;

  /** The token that was read last, and its text or number. */
  int token;

  Object value = "";

  Lexer(String name, byte[] bytes) throws DataException {
    this.name = name;
    this.bytes = bytes;
    if (byteAt(0) == 0xEF && byteAt(1) == 0xBB && byteAt(2) == 0xBF) {
      at = 3;
    }
    if (byteAt(at) == '#') {
      skipLine();
    }
    if (byteAt(at) == 0x1B) {
      throw error("it is precompiled code; only text is read");
    }
    if ((byteAt(0) == 0xFE && byteAt(1) == 0xFF) || (byteAt(0) == 0xFF && byteAt(1) == 0xFE)) {
      throw error("it is UTF-16; only UTF-8 is read");
    }
    next();
  }

  DataException error(String problem) {
    return new DataException(name, line, problem);
  }

  private int byteAt(int index) {
    return index < bytes.length ? bytes[index] & 0xff : Token.END;
  }

  private void skipLine() {
    while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
  }

  /** Reads the next token. */
  void next() throws DataException {
    skipBlanks();
    int c = byteAt(at);
    if (isNameStart(c)) {
      readName();
    } else if (c == '"' || c == '\'') {
      readQuoted(c);
    } else if (isDigit(c) || (c == '.' && isDigit(byteAt(at + 1)))) {
      readNumber();
    } else if (c == '[' && (byteAt(at + 1) == '[' || byteAt(at + 1) == '=')) {
      readLong();
    } else {
      readSign(c);
    }
  }

  /** Tells whether a single {@code =} follows. */
  boolean peekAssigns() throws DataException {
    skipBlanks();
    return byteAt(at) == '=' && byteAt(at + 1) != '=';
  }

  private void skipBlanks() throws DataException {
    while (at < bytes.length) {
      int c = bytes[at];
      if (c == '\n') {
        line++;
        at++;
      } else if (c == ' ' || (c >= '\t' && c <= '\r')) {
        // A carriage return alone ends a line too, but no line of these documents ends so.
        at++;
      } else if (c == '-' && byteAt(at + 1) == '-') {
        skipComment();
      } else {
        return;
      }
    }
  }

  private void skipComment() throws DataException {
    at += 2;
    if (byteAt(at) == '[' && level() >= 0) {
      longText();
    } else {
      skipLine();
    }
  }

  private void readSign(int c) throws DataException {
    int next = byteAt(at + 1);
    if (c == '.' && next == '.') {
      if (byteAt(at + 2) == '.') {
        throw error("'...' is no data");
      }
      take(Token.CONCAT, 2);
    } else if (c == '=' && next == '=') {
      take(Token.EQUAL, 2);
    } else if (c == '~' && next == '=') {
      take(Token.UNEQUAL, 2);
    } else if (c == Token.END) {
      token = c;
    } else if (c > ' ' && c < 0x7f) {
      take(c, 1);
    } else {
      throw error("a byte " + c + " is not expected here");
    }
  }

  private void take(int kind, int length) {
    token = kind;
    at += length;
  }

  // ---- names and texts

  private static boolean isNameStart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private void readName() {
    int start = at;
    while (isNameStart(byteAt(at)) || isDigit(byteAt(at))) {
      at++;
    }
    String word = text(start, at);
    value = word;
    token = Token.ofWord(word);
  }

  /** Returns a part of the document; the same object for short ones that are equal. */
  private String text(int start, int end) {
    int length = end - start;
    if (length > SHORT) {
      return new String(bytes, start, length, ISO_8859_1);
    }
    int hash = length;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ (hash >>> 15)) & (KNOWN - 1);
    @Nullable String there = known[slot];
    if (there == null || !isText(there, start, length)) {
      there = new String(bytes, start, length, ISO_8859_1);
      known[slot] = there;
    }
    return there;
  }

  private boolean isText(String text, int start, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != (bytes[start + i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  private void readQuoted(int quote) throws DataException {
    int start = at + 1;
    int end = start;
    while (byteAt(end) != quote) {
      int c = byteAt(end);
      if (c == '\\') {
        at = start;
        value = new Escapes(this, bytes).read(start, quote);
        token = Token.TEXT;
        return;
      }
      if (c == Token.END || c == '\n' || c == '\r') {
        throw error("a text does not end on its line");
      }
      end++;
    }
    value = text(start, end);
    at = end + 1;
    token = Token.TEXT;
  }

  /** Goes on behind a text with escapes. */
  void behind(int position, int lines) {
    at = position;
    line += lines;
  }

  // ---- long texts

  /** Returns how many signs the bracket here has, or -1 if it begins no long text. */
  private int level() {
    int end = at + 1;
    while (byteAt(end) == '=') {
      end++;
    }
    return byteAt(end) == '[' ? end - at - 1 : -1;
  }

  private void readLong() throws DataException {
    if (level() < 0) {
      take('[', 1);
    } else {
      value = longText();
      token = Token.TEXT;
    }
  }

  private String longText() throws DataException {
    int level = level();
    at += level + 2;
    if (byteAt(at) == '\r' && byteAt(at + 1) == '\n') {
      at++;
    }
    if (byteAt(at) == '\n') {
      line++;
      at++;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (!closes(level)) {
      int c = byteAt(at);
      if (c == Token.END) {
        throw error("a long text has no end");
      }
      if (c == '\r' && byteAt(at + 1) == '\n') {
        at++;
        c = '\n';
      }
      line += c == '\n' ? 1 : 0;
      text.write(c);
      at++;
    }
    at += level + 2;
    return text.toString(ISO_8859_1);
  }

  private boolean closes(int level) {
    if (byteAt(at) != ']' || byteAt(at + level + 1) != ']') {
      return false;
    }
    for (int i = 1; i <= level; i++) {
      if (byteAt(at + i) != '=') {
        return false;
      }
    }
    return true;
  }

  // ---- numbers

  private void readNumber() throws DataException {
    int start = at;
    boolean hex = byteAt(at) == '0' && (byteAt(at + 1) | 0x20) == 'x';
    while (isOfNumber(hex)) {
      at++;
    }
    if (at - start > LONGEST_NUMBER) {
      throw error("a number is too long");
    }
    String text = new String(bytes, start, at - start, ISO_8859_1);
    @Nullable Object number = Numbers.parse(text);
    if (number == null) {
      throw error("'" + text + "' is no number");
    }
    value = number;
    token = Token.NUMBER;
  }

  private boolean isOfNumber(boolean hex) {
    int c = byteAt(at);
    if (isDigit(c) || isNameStart(c)) {
      return true;
    }
    if (c == '.') {
      return byteAt(at + 1) != '.';
    }
    int before = byteAt(at - 1) | 0x20;
    return (c == '+' || c == '-') && before == (hex ? 'p' : 'e');
  }
}
