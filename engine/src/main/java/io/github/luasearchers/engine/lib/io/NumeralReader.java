package io.github.luasearchers.engine.lib.io;

import io.github.luasearchers.engine.value.CharClass;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.Numbers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads a number from a file: the format {@code n} of {@code read}. */
final class NumeralReader {

  /** What Lua 5.3 takes of a numeral at most. */
  private static final int MAX_LENGTH = 200;

  private final FileStream file;
  private final Level level;
  private final StringBuilder text = new StringBuilder();

  NumeralReader(FileStream file, Level level) {
    this.file = file;
    this.level = level;
  }

  private void skipSpace() throws IOException {
    while (CharClass.isSpace(file.peek())) {
      file.read();
    }
  }

  /** Takes the next byte if it is one of two. */
  private boolean take(char one, char other) throws IOException {
    int c = file.peek();
    if (c != one && c != other) {
      return false;
    }
    text.append((char) file.read());
    return true;
  }

  // ---- Lua 5.2: C's fscanf with "%lf", as glibc has it

  /** Reads a number as Lua 5.2 does. Returns null if there is none; what it looked at is gone. */
  @Nullable LuaNumber scan() throws IOException {
    skipSpace();
    boolean negative = file.peek() == '-';
    take('-', '+');
    if (lower(file.peek()) == 'n') {
      return takeWord("nan") ? Numbers.of(Double.NaN) : null;
    }
    if (lower(file.peek()) == 'i') {
      return scanInfinity(negative);
    }
    boolean digits = false;
    boolean hex = false;
    if (take('0', '0')) {
      hex = take('x', 'X');
      digits = !hex;
    }
    scanDigits(digits, hex);
    return number();
  }

  private @Nullable LuaNumber scanInfinity(boolean negative) throws IOException {
    if (!takeWord("inf") || lower(file.peek()) == 'i' && !takeWord("inity")) {
      return null;
    }
    return Numbers.of(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
  }

  /** Takes a word, or what there is of it and the byte that should be another. */
  private boolean takeWord(String word) throws IOException {
    for (int i = 0; i < word.length(); i++) {
      if (lower(file.read()) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void scanDigits(boolean digitsBefore, boolean hex) throws IOException {
    boolean digits = digitsBefore;
    boolean point = false;
    boolean exponent = false;
    char mark = hex ? 'p' : 'e';
    while (true) {
      int c = lower(file.peek());
      boolean sign = exponent && (c == '-' || c == '+') && text.charAt(text.length() - 1) == mark;
      if (CharClass.isDigit(c) || hex && !exponent && CharClass.isHexDigit(c)) {
        digits = true;
      } else if (digits && !exponent && c == mark) {
        exponent = true;
      } else if (!point && !exponent && c == '.') {
        point = true;
      } else if (!sign) {
        return;
      }
      text.append((char) c);
      file.read();
    }
  }

  /** Converts as much as is a numeral, like {@code strtod}: an exponent without digits is none. */
  private @Nullable LuaNumber number() {
    for (int length = text.length(); length > 0; length--) {
      @Nullable LuaNumber number = parse(text.substring(0, length));
      if (number != null || "ep-+".indexOf(text.charAt(length - 1)) < 0) {
        return number;
      }
    }
    return null;
  }

  private @Nullable LuaNumber parse(String numeral) {
    LuaValue number = Numbers.parse(LuaString.valueOf(numeral), level);
    return number instanceof LuaNumber known ? known : null;
  }

  // ---- Lua 5.3

  /** Reads a number as Lua 5.3 does. Returns null if there is none. */
  @Nullable LuaNumber read() throws IOException {
    skipSpace();
    take('-', '+');
    int digits = 0;
    boolean hex = false;
    if (take('0', '0')) {
      hex = take('x', 'X');
      digits = hex ? 0 : 1;
    }
    digits += takeDigits(hex);
    if (take('.', '.')) {
      digits += takeDigits(hex);
    }
    if (digits > 0 && (hex ? take('p', 'P') : take('e', 'E'))) {
      take('-', '+');
      takeDigits(false);
    }
    return text.length() > MAX_LENGTH ? null : parse(text.toString());
  }

  private int takeDigits(boolean hex) throws IOException {
    int kind = hex ? CharClass.HEX_DIGIT : CharClass.DIGIT;
    int count = 0;
    while (text.length() <= MAX_LENGTH && CharClass.is(file.peek(), kind)) {
      text.append((char) file.read());
      count++;
    }
    return count;
  }

  // ---- characters

  private static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
}
