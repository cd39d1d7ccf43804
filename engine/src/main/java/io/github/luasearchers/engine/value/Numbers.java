package io.github.luasearchers.engine.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Creates, reads and writes Lua's numbers, as PUC's lobject.c, lvm.c and llimits.h do. */
public final class Numbers {

  /** The number of digits in {@code %.14g}. */
  private static final int DIGITS = 14;

  private static final long TEN_TO_13 = 10_000_000_000_000L;
  private static final long TEN_TO_14 = 100_000_000_000_000L;
  private static final long NONE = Long.MIN_VALUE;

  /** The powers of ten that a double holds exactly. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final LuaString ZERO = LuaString.valueOf("0");
  private static final LuaString MINUS_ZERO = LuaString.valueOf("-0");
  private static final LuaString INF = LuaString.valueOf("inf");
  private static final LuaString MINUS_INF = LuaString.valueOf("-inf");
  private static final LuaString NAN = LuaString.valueOf("nan");
  private static final LuaString MINUS_NAN = LuaString.valueOf("-nan");

  /** The length from which reading a text is charged. */
  private static final int LONG_TEXT = 1 << 8;

  private Numbers() {}

  // ---- creating

  /** Returns a number as a float, even if it is whole. */
  public static LuaNumber of(double value) {
    return new LuaFloat(value);
  }

  /** Returns a value of the host's: LuaJ's own double becomes a float of the engine's. */
  public static LuaValue own(LuaValue value) {
    return value instanceof LuaDouble ? new LuaFloat(value.todouble()) : value;
  }

  /** Returns a number as an integer if it fits, else as a float. */
  public static LuaNumber of(long value) {
    return value == (int) value ? LuaInteger.valueOf((int) value) : new LuaFloat(value);
  }

  /** Returns a number as an integer if it is one, else as a float. */
  public static LuaNumber integral(double value) {
    int whole = (int) value;
    return isInt(value, whole) ? LuaInteger.valueOf(whole) : new LuaFloat(value);
  }

  private static boolean isInt(double value, int whole) {
    return whole == value && (whole != 0 || Double.doubleToRawLongBits(value) == 0);
  }

  // ---- calculating as C does where Java differs

  /** Returns {@code -value}. Also inverts the sign of NaN, for which Java guarantees nothing. */
  public static double negate(double value) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ Long.MIN_VALUE);
  }

  /** Returns {@code a % b} of Lua 5.2 ({@code luai_nummod}). */
  public static double mod(double a, double b) {
    return a - Math.floor(a / b) * b;
  }

  /** Returns {@code a % b} as a version of Lua computes it. */
  public static double mod(double a, double b, Level level) {
    if (!level.hasIntegers()) {
      return mod(a, b);
    }
    double rest = a % b;
    boolean differ = level == Level.LUA_5_3 ? rest * b < 0 : rest > 0 ? b < 0 : rest < 0 && b > 0;
    return differ ? rest + b : rest;
  }

  /** Returns {@code a ^ b} as C's {@code pow} does: {@code 1 ^ y} and {@code -1 ^ inf} are 1. */
  public static double pow(double a, double b) {
    if (b == 2) {
      return a * a;
    }
    if (a == 1 || a == -1 && Double.isInfinite(b)) {
      return 1;
    }
    if (Double.isNaN(a) && Math.abs(b % 2) == 1) {
      return Math.abs(a); // glibc squares the number, which clears the sign of NaN
    }
    if (b == -1) {
      return 1 / a; // as exact as C's, which Java's method is not
    }
    if (a < 0 && a != Double.NEGATIVE_INFINITY && Math.rint(b) != b && !Double.isNaN(b)) {
      return MINUS_NOT_A_NUMBER;
    }
    return Math.pow(a, b);
  }

  /** The NaN that x86 returns for an invalid operation, and C's libraries for most. */
  private static final double MINUS_NOT_A_NUMBER = Double.longBitsToDouble(0xfff8000000000000L);

  /**
   * Converts as {@code lua_tointeger} does on x86-64: towards zero; a number out of range, or NaN,
   * gives {@link Long#MIN_VALUE}.
   */
  public static long toInteger(double value) {
    boolean fits = value >= -0x1p63 && value < 0x1p63;
    return fits ? (long) value : Long.MIN_VALUE;
  }

  /**
   * Converts as {@code lua_tounsigned} does on x86-64: to the nearest whole number, then modulo
   * 2^32. (PUC adds 2^52 + 2^51 and takes the low half of the double. This does the same, and so
   * agrees for huge numbers too.)
   *
   * @return a number from 0 to 2^32 - 1
   */
  public static long toUnsigned(double value) {
    return Double.doubleToRawLongBits(value + 6755399441055744.0) & 0xffffffffL;
  }

  // ---- writing

  /** Returns a number's text as a version of Lua writes it ({@code luaO_tostring}). */
  public static LuaString text(LuaValue number, Level level) {
    if (level.hasIntegers() && number instanceof LuaNumber && !Integers.isInteger(number)) {
      LuaString text = text(number.todouble());
      return looksWhole(text) ? withPoint(text) : text;
    }
    return text(number);
  }

  private static boolean looksWhole(LuaString text) {
    for (int i = 0; i < text.m_length; i++) {
      byte c = text.m_bytes[text.m_offset + i];
      if (c != '-' && !CharClass.isDigit(c)) {
        return false;
      }
    }
    return true;
  }

  private static LuaString withPoint(LuaString text) {
    int length = text.m_length;
    byte[] bytes = LuaText.room(length + 2);
    System.arraycopy(text.m_bytes, text.m_offset, bytes, 0, length);
    bytes[length] = '.';
    bytes[length + 1] = '0';
    return LuaText.using(bytes, length + 2);
  }

  /** Returns a number's text: {@code %.14g}, or all digits of a {@link LuaLong}. */
  public static LuaString text(LuaValue number) {
    if (number instanceof LuaInteger integer) {
      return text(integer.v);
    }
    if (number instanceof LuaLong exact) {
      return exact.strvalue();
    }
    return text(number.todouble());
  }

  /** Returns the text of a whole number. */
  public static LuaString text(long value) {
    if (value <= -TEN_TO_14 || value >= TEN_TO_14) {
      return text((double) value);
    }
    byte[] digits = LuaText.room(DIGITS + 1);
    int start = writeBackwards(Math.abs(value), digits, digits.length);
    if (value < 0) {
      digits[--start] = '-';
    }
    return LuaText.part(digits, start, digits.length - start);
  }

  /** Returns a number's text, {@code %.14g}. */
  public static LuaString text(double value) {
    long whole = (long) value;
    if (whole == value && whole > -TEN_TO_14 && whole < TEN_TO_14) {
      if (whole != 0) {
        return text(whole);
      }
      return Double.doubleToRawLongBits(value) == 0 ? ZERO : MINUS_ZERO;
    }
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    if (Double.isNaN(value)) {
      return negative ? MINUS_NAN : NAN;
    }
    if (Double.isInfinite(value)) {
      return negative ? MINUS_INF : INF;
    }
    return fraction(negative, Math.abs(value));
  }

  private static LuaString fraction(boolean negative, double value) {
    // The estimate is right or too small by one: log10(2) < 0.30103.
    int exponent = (int) Math.floor(Math.getExponent(value) * 0.30102999);
    long digits = scale(value, exponent);
    if (digits >= TEN_TO_14) {
      exponent++;
      digits = scale(value, exponent);
    }
    if (digits < TEN_TO_13 || digits >= TEN_TO_14) {
      BigDecimal exact =
          new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
      exponent = exact.precision() - exact.scale() - 1;
      digits = exact.scaleByPowerOfTen(DIGITS - 1 - exponent).longValueExact();
    }
    return layOut(negative, digits, exponent);
  }

  /**
   * Returns the number's digits, correctly rounded: {@link #DIGITS} of them if the exponent is
   * right. Returns {@link #NONE} if the precision of two doubles is not enough to know them.
   */
  private static long scale(double value, int exponent) {
    int power = DIGITS - 1 - exponent;
    double high;
    double low;
    if (power >= 0 && power < POWERS.length) {
      high = value * POWERS[power];
      low = Math.fma(value, POWERS[power], -high);
    } else if (power < 0 && -power < POWERS.length) {
      high = value / POWERS[-power];
      low = Math.fma(-high, POWERS[-power], value) / POWERS[-power];
    } else {
      return NONE;
    }
    long digits = (long) high;
    double rest = high - digits + low;
    if (Math.abs(rest - 0.5) < 1e-9 || rest < -0.4) {
      return NONE;
    }
    return rest > 0.5 ? digits + 1 : digits;
  }

  private static LuaString layOut(boolean negative, long digits, int exponent) {
    byte[] all = new byte[DIGITS];
    writeBackwards(digits, all, DIGITS);
    int count = DIGITS;
    while (count > 1 && all[count - 1] == '0') {
      count--;
    }
    byte[] out = LuaText.room(DIGITS + 8);
    int at = 0;
    if (negative) {
      out[at++] = '-';
    }
    if (exponent < -4 || exponent >= DIGITS) {
      at = scientific(all, count, exponent, out, at);
    } else if (exponent < 0) {
      out[at++] = '0';
      out[at++] = '.';
      for (int i = -1; i > exponent; i--) {
        out[at++] = '0';
      }
      at = copy(all, 0, count, out, at);
    } else {
      at = copy(all, 0, exponent + 1, out, at);
      if (count > exponent + 1) {
        out[at++] = '.';
        at = copy(all, exponent + 1, count, out, at);
      }
    }
    return LuaText.using(out, at);
  }

  private static int scientific(byte[] digits, int count, int exponent, byte[] out, int from) {
    int at = from;
    out[at++] = digits[0];
    if (count > 1) {
      out[at++] = '.';
      at = copy(digits, 1, count, out, at);
    }
    out[at++] = 'e';
    out[at++] = (byte) (exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    if (size >= 100) {
      out[at++] = (byte) ('0' + size / 100);
    }
    out[at++] = (byte) ('0' + size / 10 % 10);
    out[at++] = (byte) ('0' + size % 10);
    return at;
  }

  private static int copy(byte[] from, int start, int end, byte[] to, int at) {
    System.arraycopy(from, start, to, at, end - start);
    return at + end - start;
  }

  /** Writes digits that end before an index, and returns the index of the first. */
  private static int writeBackwards(long value, byte[] out, int end) {
    int at = end;
    long rest = value;
    do {
      out[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    return at;
  }

  // ---- reading

  /**
   * Parses a numeral in Lua's syntax, with white space around it allowed ({@code lua_tonumber} on a
   * string): decimal or hexadecimal, with fraction and exponent.
   *
   * @return the number, or {@link LuaValue#NIL} if the text is not a numeral
   */
  public static LuaValue parse(LuaString text) {
    if (text.m_length > LONG_TEXT) {
      CurrentMeter.charge(text.m_length);
    }
    return parse(text.m_bytes, text.m_offset, text.m_length);
  }

  /** Parses a numeral as {@link #parse(LuaString)} does, to the subtypes of a version of Lua. */
  public static LuaValue parse(LuaString text, Level level) {
    if (!level.hasIntegers()) {
      return parse(text);
    }
    if (text.m_length > LONG_TEXT) {
      CurrentMeter.charge(text.m_length);
    }
    int start = text.m_offset;
    int end = start + text.m_length;
    while (start < end && CharClass.isSpace(text.m_bytes[start] & 0xFF)) {
      Slices.step(start++);
    }
    while (end > start && CharClass.isSpace(text.m_bytes[end - 1] & 0xFF)) {
      Slices.step(end--);
    }
    @Nullable LuaNumber integer = Integers.parse(text.m_bytes, start, end);
    if (integer != null) {
      return integer;
    }
    LuaValue number = parse(text.m_bytes, start, end - start);
    return number.isnil() || number instanceof LuaFloat ? number : new LuaFloat(number.todouble());
  }

  /** Returns a power of ten that a double holds exactly: 0 to 22. */
  public static double powerOfTen(int power) {
    return POWERS[power];
  }

  /** Parses a numeral from bytes, as {@link #parse(LuaString)} does. */
  public static LuaValue parse(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && CharClass.isSpace(bytes[at] & 0xFF)) {
      Slices.step(at++);
    }
    while (end > at && CharClass.isSpace(bytes[end - 1] & 0xFF)) {
      Slices.step(end--);
    }
    boolean negative = at < end && bytes[at] == '-';
    if (at < end && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    boolean hex = end - at > 1 && bytes[at] == '0' && (bytes[at + 1] | 0x20) == 'x';
    return hex ? hexadecimal(bytes, at + 2, end, negative) : decimal(bytes, at, end, negative);
  }

  /** Returns the value of a decimal or hexadecimal digit; -1 if the byte is not one. */
  private static int digit(byte character, boolean hex) {
    boolean is = CharClass.is(character & 0xFF, hex ? CharClass.HEX_DIGIT : CharClass.DIGIT);
    return is ? CharClass.hexValue(character) : -1;
  }

  private static LuaValue decimal(byte[] bytes, int start, int end, boolean negative) {
    long digits = 0;
    int count = 0;
    int scale = 0;
    boolean point = false;
    boolean any = false;
    int at = start;
    for (; at < end; at++) {
      int digit = digit(bytes[at], false);
      if (digit >= 0) {
        any = true;
        count += count > 0 || digit > 0 ? 1 : 0;
        digits = digits * 10 + digit; // Only used if there are too few to overflow.
        scale -= point ? 1 : 0;
      } else if (bytes[at] == '.' && !point) {
        point = true;
      } else {
        break;
      }
      Slices.step(at);
    }
    int exponent = any ? exponent(bytes, at, end, 'e') : NO_EXPONENT;
    if (exponent == NO_EXPONENT) {
      return LuaValue.NIL;
    }
    scale += exponent;
    return integral(signed(decimal(bytes, start, end, digits, count, scale), negative));
  }

  private static double decimal(
      byte[] bytes, int start, int end, long digits, int count, int scale) {
    if (count <= 15 && scale > -POWERS.length && scale < POWERS.length) {
      // Both numbers are exact, so this single operation rounds correctly.
      return scale < 0 ? digits / POWERS[-scale] : digits * POWERS[scale];
    }
    return Double.parseDouble(
        end - start > LONG_TEXT
            ? abridged(bytes, start, end, count, scale)
            : new String(bytes, start, end - start, ISO_8859_1));
  }

  /**
   * Returns a short numeral of the same value. Only {@link #DECISIVE_DIGITS} of its digits, and
   * whether any other after them is not 0, decide between two doubles.
   *
   * @param count the number of digits from the first one that is not 0
   * @param scale the power of ten of the last digit
   */
  private static String abridged(byte[] bytes, int start, int end, int count, long scale) {
    StringBuilder digits = new StringBuilder(DECISIVE_DIGITS + 16);
    boolean rest = false;
    for (int at = start; at < end && !rest; at++) {
      byte c = bytes[at];
      if (c != '.' && digit(c, false) < 0) {
        break; // the exponent, which is in the scale
      }
      Slices.step(at);
      if (c == '.' || c == '0' && digits.length() == 0) {
        continue;
      }
      if (digits.length() < DECISIVE_DIGITS) {
        digits.append((char) c);
      } else {
        rest = c != '0';
      }
    }
    long exponent = scale + count - digits.length();
    digits.append(rest ? '1' : '0');
    return digits.append('e').append(exponent - 1).toString();
  }

  private static double signed(double value, boolean negative) {
    return negative ? -value : value;
  }

  /** The longest exact double, and the midpoint of two doubles, have 767 digits. */
  private static final int DECISIVE_DIGITS = 800;

  private static final int NO_EXPONENT = Integer.MIN_VALUE;

  /** No exponent need be larger, as a numeral has fewer than 2^31 digits. */
  private static final int LARGEST_EXPONENT = 1_000_000_000;

  /** Reads an exponent that extends to the end; 0 if there is none. */
  private static int exponent(byte[] bytes, int start, int end, char mark) {
    if (start == end) {
      return 0;
    }
    if ((bytes[start] | 0x20) != mark) {
      return NO_EXPONENT;
    }
    int at = start + 1;
    boolean negative = at < end && bytes[at] == '-';
    if (at < end && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    if (at == end) {
      return NO_EXPONENT;
    }
    int value = 0;
    for (; at < end; at++) {
      int digit = digit(bytes[at], false);
      if (digit < 0) {
        return NO_EXPONENT;
      }
      value = Math.min(value * 10 + digit, LARGEST_EXPONENT / 10);
      Slices.step(at);
    }
    return negative ? -value : value;
  }

  private static LuaValue hexadecimal(byte[] bytes, int start, int end, boolean negative) {
    long digits = 0; // The first that are not 0, up to 60 bits.
    boolean more = false; // Whether any of the others is not 0.
    int scale = 0;
    boolean point = false;
    boolean any = false;
    int at = start;
    for (; at < end; at++) {
      int digit = digit(bytes[at], true);
      if (digit >= 0) {
        any = true;
        if (digits >>> 56 == 0) {
          digits = digits << 4 | digit;
          scale -= point ? 4 : 0;
        } else {
          more |= digit != 0;
          scale += point ? 0 : 4;
        }
      } else if (bytes[at] == '.' && !point) {
        point = true;
      } else {
        break;
      }
      Slices.step(at);
    }
    int exponent = any ? exponent(bytes, at, end, 'p') : NO_EXPONENT;
    if (exponent == NO_EXPONENT) {
      return LuaValue.NIL;
    }
    scale += exponent;
    return integral(signed(binary(digits << 1 | (more ? 1 : 0), scale - 1), negative));
  }

  /** Returns {@code digits * 2^scale}, rounded once. */
  private static double binary(long digits, int scale) {
    if (digits == 0) {
      return 0;
    }
    int length = Long.SIZE - Long.numberOfLeadingZeros(digits);
    if (length <= 53 && (long) length + scale > Double.MIN_EXPONENT) {
      return Math.scalb((double) digits, scale);
    }
    // Normal numbers keep 53 bits, subnormal ones fewer.
    long kept = Math.max(-1, Math.min(53, (long) length + scale - (Double.MIN_EXPONENT - 52)));
    if (kept < 0) {
      return 0;
    }
    int dropped = (int) (length - kept);
    if (dropped <= 0) {
      return Math.scalb((double) digits, scale);
    }
    long result = dropped >= Long.SIZE ? 0 : digits >>> dropped;
    long rest = digits & (1L << dropped) - 1;
    long half = 1L << dropped - 1;
    if (rest > half || rest == half && (result & 1) != 0) {
      result++;
    }
    return Math.scalb((double) result, scale + dropped);
  }
}
