package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.CharClass;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.Numbers;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;

/** Reads the numbers of source text. */
final class NumeralLexer {

  /** A double holds every whole number of this many digits exactly. */
  private static final int EXACT_DIGITS = 15;

  private final Source source;
  private final Level level;

  NumeralLexer(Source source, Level level) {
    this.source = source;
    this.level = level;
  }

  /** Reads a number, which begins with a digit or a point, and returns null if it is malformed. */
  @Nullable LuaNumber read() {
    LuaNumber value = readPlain();
    return value == null ? readAny() : value;
  }

  /**
   * Reads what nearly all numbers are: a few digits, perhaps with a point among them. For any other
   * number reads nothing and returns null.
   */
  private @Nullable LuaNumber readPlain() {
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
      return null;
    }
    source.pos = i;
    return point < 0 ? whole(digits) : number(digits / Numbers.powerOfTen(i - point - 1));
  }

  private LuaNumber whole(long digits) {
    return level.hasIntegers() ? Integers.of(digits) : Numbers.of(digits);
  }

  private LuaNumber number(double value) {
    return level.hasIntegers() ? Numbers.of(value) : Numbers.integral(value);
  }

  /** Tells whether a character after digits and a point continues the number, or spoils it. */
  private static boolean goesOn(int c) {
    return c == '.' || CharClass.is(c, CharClass.ALPHA | CharClass.DIGIT);
  }

  private @Nullable LuaNumber readAny() {
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
    if (level.atLeast(Level.LUA_5_4) && CharClass.is(source.peek(), CharClass.ALPHA)) {
      source.pos++; // the number is malformed, and the message shows why
    }
    LuaString text = LuaString.valueOf(source.bytes, start, source.pos - start);
    return Numbers.parse(text, level) instanceof LuaNumber number ? number : null;
  }

  /**
   * Skips what may belong to a number: up to Lua 5.3, one exponent directly after another ends it.
   */
  private void skipDigits(int exponent) {
    for (; ; ) {
      int c = source.peek();
      if ((c | 0x20) == exponent) {
        source.pos++;
        if (source.peek() == '+' || source.peek() == '-') {
          source.pos++;
        }
        if (level.atLeast(Level.LUA_5_4)) {
          continue;
        }
        c = source.peek();
      }
      if (c != '.' && !CharClass.is(c, CharClass.HEX_DIGIT)) {
        return;
      }
      source.pos++;
    }
  }
}
