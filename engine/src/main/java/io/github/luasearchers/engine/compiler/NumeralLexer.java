package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.CharClass;
import io.github.luasearchers.engine.value.Numbers;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads the numbers of source text. */
final class NumeralLexer {

  /** What {@link #read} returns for a malformed number; no numeral has this value. */
  private static final double MALFORMED = Double.NaN;

  /** A double holds every whole number of this many digits exactly. */
  private static final int EXACT_DIGITS = 15;

  private final Source source;

  NumeralLexer(Source source) {
    this.source = source;
  }

  /** Reads a number, which begins with a digit or a point, and returns NaN if it is malformed. */
  double read() {
    double value = readPlain();
    return Double.isNaN(value) ? readAny() : value;
  }

  /**
   * Reads what nearly all numbers are: a few digits, perhaps with a point among them. For any other
   * number reads nothing and returns NaN.
   */
  private double readPlain() {
    byte[] bytes = source.bytes;
    int end = Math.min(source.end, source.pos + EXACT_DIGITS + 1);
    long digits = 0;
    int count = 0;
    int point = -1;
    int i = source.pos;
    for (; i < end; i++) {
      int c = bytes[i];
      if (c == '.' && point < 0) {
        point = i;
      } else if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
        count++;
      } else {
        break;
      }
    }
    if (count > EXACT_DIGITS || goesOn(i < source.end ? bytes[i] & 0xFF : Source.END)) {
      return MALFORMED;
    }
    source.pos = i;
    return digits / Numbers.powerOfTen(point < 0 ? 0 : i - point - 1);
  }

  /** Tells whether a character after digits and a point continues the number. */
  private static boolean goesOn(int c) {
    return c == '.' || c == 'x' || c == 'X' || CharClass.is(c, CharClass.HEX_DIGIT);
  }

  private double readAny() {
    int start = source.pos;
    if (source.peek() == '.') {
      source.pos++;
    }
    int exponent = 'e';
    int first = source.peek();
    source.pos++;
    if (first == '0' && (source.peek() | 0x20) == 'x') {
      source.pos++;
      exponent = 'p';
    }
    skipDigits(exponent);
    LuaString text = LuaString.valueOf(source.bytes, start, source.pos - start);
    LuaValue value = Numbers.parse(text);
    return value.isnil() ? MALFORMED : value.todouble();
  }

  private void skipDigits(int exponent) {
    for (; ; ) {
      int c = source.peek();
      if ((c | 0x20) == exponent) {
        source.pos++;
        if (source.peek() == '+' || source.peek() == '-') {
          source.pos++;
        }
      } else if (c == '.' || CharClass.is(c, CharClass.HEX_DIGIT)) {
        source.pos++;
      } else {
        return;
      }
    }
  }
}
