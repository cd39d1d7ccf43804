package io.github.luasearchers.engine.value;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaValue;

/**
 * The integers of Lua 5.3 and later: 64 bits, which wrap around. A {@link LuaInteger} is one that
 * fits an int, a {@link LuaLong} any other, so that equal integers are of one class; each {@link
 * LuaFloat} is a float.
 */
public final class Integers {

  private static final long MAX_BY_10 = Long.MAX_VALUE / 10;
  private static final long LAST_DIGIT = Long.MAX_VALUE % 10;

  private Integers() {}

  /** Returns an integer, in the one class that its size has. */
  public static LuaNumber of(long value) {
    int small = (int) value;
    return small == value ? LuaInteger.valueOf(small) : new LuaLong(value);
  }

  /** Tells whether a value is of the subtype integer ({@code lua_isinteger}). */
  public static boolean isInteger(LuaValue value) {
    return value instanceof LuaInteger || value instanceof LuaLong;
  }

  /** Returns the value of a number of the subtype integer. */
  public static long value(LuaValue integer) {
    return integer instanceof LuaInteger small ? small.v : ((LuaLong) integer).v;
  }

  /**
   * Tells whether a float is a whole number that an integer can hold ({@code lua_numbertointeger}).
   */
  public static boolean fits(double number) {
    return number >= -0x1p63 && number < 0x1p63 && (long) number == number;
  }

  /** Returns the integer of a number's value, null if it has none ({@code luaV_tointegerns}). */
  public static @Nullable LuaNumber exact(LuaValue number) {
    if (isInteger(number)) {
      return (LuaNumber) number;
    }
    // Functions of the host's return doubles of LuaJ's own.
    double value = number instanceof LuaNumber ? number.todouble() : Double.NaN;
    return fits(value) ? of((long) value) : null;
  }

  /** Applies an operation of {@link Arithmetic} on the bits of two integers. */
  public static long bitwise(int operation, long x, long y) {
    return switch (operation) {
      case Arithmetic.BAND -> x & y;
      case Arithmetic.BOR -> x | y;
      case Arithmetic.BXOR -> x ^ y;
      case Arithmetic.SHL -> shiftLeft(x, y);
      case Arithmetic.SHR -> shiftLeft(x, -y);
      default -> ~x;
    };
  }

  /** Returns {@code x << y}: zero from 64 places on, to the right if {@code y} is negative. */
  private static long shiftLeft(long x, long y) {
    if (y <= -Long.SIZE || y >= Long.SIZE) {
      return 0;
    }
    return y >= 0 ? x << y : x >>> -y;
  }

  /**
   * Parses an integer, without white space around it ({@code l_str2int}): decimal digits that do
   * not overflow, or hexadecimal ones, which wrap around.
   *
   * @return null if the text is no such numeral
   */
  static @Nullable LuaNumber parse(byte[] bytes, int start, int end) {
    int at = start;
    boolean negative = at < end && bytes[at] == '-';
    if (at < end && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    if (at == end) {
      return null;
    }
    boolean hex = end - at > 2 && bytes[at] == '0' && (bytes[at + 1] | 0x20) == 'x';
    return hex ? hexadecimal(bytes, at + 2, end, negative) : decimal(bytes, at, end, negative);
  }

  private static @Nullable LuaNumber decimal(byte[] bytes, int start, int end, boolean negative) {
    long value = 0;
    for (int at = start; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      boolean overflows =
          value > MAX_BY_10 || value == MAX_BY_10 && digit > LAST_DIGIT + (negative ? 1 : 0);
      if (overflows || value < 0) {
        return null;
      }
      value = value * 10 + digit;
      Slices.step(at);
    }
    return of(negative ? -value : value);
  }

  private static @Nullable LuaNumber hexadecimal(
      byte[] bytes, int start, int end, boolean negative) {
    long value = 0;
    for (int at = start; at < end; at++) {
      int c = bytes[at] & 0xFF;
      if (!CharClass.isHexDigit(c)) {
        return null;
      }
      value = value << 4 | CharClass.hexValue(c);
      Slices.step(at);
    }
    return of(negative ? -value : value);
  }
}
