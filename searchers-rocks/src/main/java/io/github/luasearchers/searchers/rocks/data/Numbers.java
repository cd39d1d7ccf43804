package io.github.luasearchers.searchers.rocks.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as Lua 5.4 reads and writes them. */
final class Numbers {

  private static final int DIGITS = 14;

  private Numbers() {}

  /** Returns what a numeral stands for: a {@code Long} or a {@code Double}; null if it is none. */
  static @Nullable Object parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    try {
      if (lower.startsWith("0x")) {
        return hexadecimal(lower);
      }
      if (lower.chars().allMatch(c -> c >= '0' && c <= '9')) {
        BigInteger whole = new BigInteger(lower);
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole.doubleValue();
      }
      // Java's numerals may end with letters that Lua's don't.
      return lower.matches("[0-9]*\\.?[0-9]*(e[+-]?[0-9]+)?") ? Double.valueOf(lower) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Object hexadecimal(String lower) {
    if (lower.matches("0x[0-9a-f]+")) {
      return new BigInteger(lower.substring(2), 16).longValue();
    }
    if (!lower.matches("0x[0-9a-f]*\\.?[0-9a-f]*(p[+-]?[0-9]+)?")) {
      return null;
    }
    return Double.valueOf(lower.indexOf('p') < 0 ? lower + "p0" : lower);
  }

  /** Returns a number's text: the format {@code %d} or {@code %.14g}. */
  static String text(Object number) {
    if (number instanceof Long) {
      return number.toString();
    }
    double value = (Double) number;
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
    }
    if (value == 0) {
      return "0.0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= DIGITS) {
      String digits = rounded.unscaledValue().abs().toString();
      String rest = digits.length() == 1 ? "" : "." + digits.substring(1);
      String sign = value < 0 ? "-" : "";
      return String.format(Locale.ROOT, "%s%c%se%+03d", sign, digits.charAt(0), rest, exponent);
    }
    String plain = rounded.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }
}
