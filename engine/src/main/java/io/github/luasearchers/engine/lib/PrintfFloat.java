package io.github.luasearchers.engine.lib;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** The digits that C's {@code printf} gives for a float, correctly rounded, halves to even. */
final class PrintfFloat {

  private static final int MANTISSA_BITS = 52;
  private static final long HIDDEN_BIT = 1L << MANTISSA_BITS;

  private static final long[] POWERS = powers();

  private PrintfFloat() {}

  /** Returns the text for {@code %.<precision>f} of a number that is finite and not negative. */
  static String fixed(double value, int precision, boolean point) {
    long scaled = scale(value, precision);
    String digits =
        scaled >= 0
            ? Long.toString(scaled)
            : new BigDecimal(value)
                .setScale(precision, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .toString();
    return withPoint(digits, precision, point);
  }

  /** Puts a point before the last digits. */
  private static String withPoint(String digits, int decimals, boolean point) {
    if (decimals == 0) {
      return point ? digits + "." : digits;
    }
    StringBuilder out = new StringBuilder(Math.max(digits.length(), decimals) + 2);
    int whole = digits.length() - decimals;
    if (whole <= 0) {
      out.append("0.");
      zeros(out, -whole);
      return out.append(digits).toString();
    }
    return out.append(digits, 0, whole)
        .append('.')
        .append(digits, whole, digits.length())
        .toString();
  }

  /** Returns the text for {@code %.<precision>e} of a number that is finite and not negative. */
  static String scientific(double value, int precision, boolean point) {
    StringBuilder digits = new StringBuilder(precision + 8);
    int exponent = digits(value, precision + 1, digits);
    return withExponent(digits, exponent, point);
  }

  private static String withExponent(StringBuilder digits, int exponent, boolean point) {
    if (point || digits.length() > 1) {
      digits.insert(1, '.');
    }
    digits.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    if (size < 10) {
      digits.append('0');
    }
    return digits.append(size).toString();
  }

  /**
   * Returns the text for {@code %.<precision>g} of a number that is finite and not negative.
   *
   * @param full whether the zeros at the end are wanted ({@code #})
   */
  static String general(double value, int precision, boolean full) {
    int count = Math.max(precision, 1);
    StringBuilder digits = new StringBuilder(count + 8);
    int exponent = digits(value, count, digits);
    if (!full || isRoundedUp(value, count, exponent)) {
      stripZeros(digits);
    }
    if (exponent < -4 || exponent >= count) {
      return withExponent(digits, exponent, full);
    }
    if (digits.length() <= exponent) {
      zeros(digits, exponent + 1 - digits.length());
    }
    return withPoint(digits.toString(), digits.length() - 1 - exponent, full);
  }

  /**
   * Tells whether a number has become one that needs an exponent by rounding alone. Then glibc
   * leaves the zeros out even if they are wanted.
   */
  private static boolean isRoundedUp(double value, int count, int exponent) {
    return exponent == count && count < POWERS.length && value < POWERS[count];
  }

  private static void stripZeros(StringBuilder digits) {
    int length = digits.length();
    while (length > 1 && digits.charAt(length - 1) == '0') {
      length--;
    }
    digits.setLength(length);
  }

  private static void zeros(StringBuilder out, int count) {
    for (int i = 0; i < count; i++) {
      out.append('0');
    }
  }

  /**
   * Finds the first digits of a number.
   *
   * @return the exponent of the first digit
   */
  private static int digits(double value, int count, StringBuilder out) {
    if (value == 0) {
      zeros(out, count);
      return 0;
    }
    if (count < POWERS.length) {
      int exponent = (int) Math.floor(Math.getExponent(value) * 0.30102999); // right, or too small
      for (int i = 0; i < 2; i++, exponent++) {
        int power = count - 1 - exponent;
        long scaled = power < 0 ? -1 : scale(value, power);
        if (scaled < 0) {
          break;
        }
        if (scaled >= POWERS[count - 1] && scaled < POWERS[count]) {
          out.append(scaled);
          return exponent;
        }
      }
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(count, RoundingMode.HALF_EVEN));
    BigInteger unscaled = rounded.unscaledValue();
    String digits = unscaled.toString();
    out.append(digits);
    zeros(out, count - digits.length());
    return digits.length() - 1 - rounded.scale();
  }

  /**
   * Returns {@code value * 10^power}, rounded to a whole number.
   *
   * @return a negative number if it, or the power, is too large for this
   */
  private static long scale(double value, int power) {
    if (power >= POWERS.length) {
      return -1;
    }
    long bits = Double.doubleToRawLongBits(value);
    int biased = (int) (bits >>> MANTISSA_BITS);
    long mantissa = bits & HIDDEN_BIT - 1;
    int exponent = Math.max(biased, 1) - Double.MAX_EXPONENT - MANTISSA_BITS;
    if (biased != 0) {
      mantissa |= HIDDEN_BIT;
    }
    if (exponent >= 0) {
      return power == 0 && exponent <= 10 ? mantissa << exponent : -1;
    }
    long high = Math.multiplyHigh(mantissa, POWERS[power]);
    long low = mantissa * POWERS[power];
    return shift(high, low, -exponent);
  }

  /** Shifts a number of 128 bits to the right, and rounds it. */
  private static long shift(long high, long low, int count) {
    if (count >= 2 * Long.SIZE - 1) {
      return 0; // the number has no more than 113 bits
    }
    long result;
    int rounding; // below, at or above one half
    if (count < Long.SIZE) {
      if (high >>> count - 1 != 0) {
        return -1;
      }
      result = high << Long.SIZE - count | low >>> count;
      rounding = Long.compare(low & (1L << count) - 1, 1L << count - 1);
    } else if (count == Long.SIZE) {
      result = high;
      rounding = Long.compareUnsigned(low, Long.MIN_VALUE);
    } else {
      int rest = count - Long.SIZE;
      result = high >>> rest;
      rounding = Long.compare(high & (1L << rest) - 1, 1L << rest - 1);
      if (rounding == 0 && low != 0) {
        rounding = 1;
      }
    }
    return rounding > 0 || rounding == 0 && (result & 1) != 0 ? result + 1 : result;
  }

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }

  /**
   * Returns the text for {@code %a}, without {@code 0x}, of a number that is finite and not
   * negative.
   *
   * @param precision the number of digits behind the point, or -1 for as many as it has
   */
  static String hexadecimal(double value, int precision, boolean point) {
    long bits = Double.doubleToRawLongBits(value);
    int biased = (int) (bits >>> MANTISSA_BITS);
    long mantissa = bits & HIDDEN_BIT - 1 | (biased == 0 ? 0 : HIDDEN_BIT);
    int exponent = value == 0 ? 0 : Math.max(biased, 1) - Double.MAX_EXPONENT;
    if (precision >= 0 && precision < MANTISSA_BITS / 4) {
      mantissa = round(mantissa, MANTISSA_BITS - 4 * precision);
    }
    StringBuilder out = new StringBuilder(32).append(mantissa >>> MANTISSA_BITS);
    String fraction = Long.toHexString(mantissa & HIDDEN_BIT - 1 | HIDDEN_BIT).substring(1);
    int digits = precision < 0 ? lengthWithoutZeros(fraction) : precision;
    if (digits > 0 || point) {
      out.append('.').append(fraction, 0, Math.min(digits, fraction.length()));
      zeros(out, digits - fraction.length());
    }
    return out.append('p').append(exponent < 0 ? "" : "+").append(exponent).toString();
  }

  private static long round(long mantissa, int dropped) {
    long kept = mantissa >>> dropped;
    int rounding = Long.compare(mantissa & (1L << dropped) - 1, 1L << dropped - 1);
    if (rounding > 0 || rounding == 0 && (kept & 1) != 0) {
      kept++;
    }
    return kept << dropped;
  }

  private static int lengthWithoutZeros(String digits) {
    int length = digits.length();
    while (length > 0 && digits.charAt(length - 1) == '0') {
      length--;
    }
    return length;
  }
}
