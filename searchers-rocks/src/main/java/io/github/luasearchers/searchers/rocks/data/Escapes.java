package io.github.luasearchers.searchers.rocks.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads a quoted text with escapes (Lua's manual, section 3.1). */
final class Escapes {

  private static final int LARGEST_CHARACTER = 0x10FFFF;

  private final Lexer lexer;
  private final byte[] bytes;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private int at;
  private int lines;

  Escapes(Lexer lexer, byte[] bytes) {
    this.lexer = lexer;
    this.bytes = bytes;
  }

  private int byteAt(int index) {
    return index < bytes.length ? bytes[index] & 0xff : Token.END;
  }

  String read(int start, int quote) throws DataException {
    at = start;
    while (byteAt(at) != quote) {
      int c = byteAt(at);
      if (c == Token.END || c == '\n' || c == '\r') {
        throw lexer.error("a text does not end on its line");
      }
      at++;
      if (c == '\\') {
        escape();
      } else {
        text.write(c);
      }
    }
    lexer.behind(at + 1, lines);
    return text.toString(ISO_8859_1);
  }

  private void escape() throws DataException {
    int c = byteAt(at++);
    int simple = "abfnrtv\\\"'\n".indexOf(c);
    if (simple >= 0) {
      text.write("\u0007\b\f\n\r\t\u000b\\\"'\n".charAt(simple));
      lines += c == '\n' ? 1 : 0;
    } else if (c == '\r') {
      at += byteAt(at) == '\n' ? 1 : 0;
      text.write('\n');
      lines++;
    } else if (c == 'z') {
      skipBlanks();
    } else if (c == 'x') {
      text.write(16 * digit(16) + digit(16));
    } else if (c == 'u') {
      character();
    } else if (c >= '0' && c <= '9') {
      at--;
      decimal();
    } else {
      throw invalid();
    }
  }

  private DataException invalid() {
    return lexer.error("a text has an escape that is none");
  }

  private void skipBlanks() {
    while (byteAt(at) == ' ' || (byteAt(at) >= '\t' && byteAt(at) <= '\r')) {
      lines += byteAt(at) == '\n' ? 1 : 0;
      at++;
    }
  }

  private int digit(int radix) throws DataException {
    int value = Character.digit(byteAt(at), radix);
    if (value < 0) {
      throw invalid();
    }
    at++;
    return value;
  }

  private void decimal() throws DataException {
    int number = 0;
    for (int i = 0; i < 3 && byteAt(at) >= '0' && byteAt(at) <= '9'; i++) {
      number = 10 * number + digit(10);
    }
    if (number > 255) {
      throw invalid();
    }
    text.write(number);
  }

  private void character() throws DataException {
    if (byteAt(at++) != '{') {
      throw invalid();
    }
    int code = digit(16);
    while (byteAt(at) != '}') {
      code = 16 * code + digit(16);
      if (code > LARGEST_CHARACTER) {
        throw invalid();
      }
    }
    at++;
    text.writeBytes(new String(Character.toChars(code)).getBytes(StandardCharsets.UTF_8));
  }
}
