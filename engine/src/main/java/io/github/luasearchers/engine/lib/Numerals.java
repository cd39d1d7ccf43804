package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.CharClass;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.Slices;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;

/** Reads whole numbers to other bases than ten, for {@code tonumber}. */
final class Numerals {

  private Numerals() {}

  /**
   * Reads a numeral, with white space around it allowed.
   *
   * @param wrap whether numbers too large for 64 bits lose their upper bits, as from Lua 5.3 on
   * @return null if the text is none
   */
  static @Nullable LuaNumber parse(LuaString text, int base, boolean wrap) {
    int end = text.m_length;
    int at = skipSpace(text, 0);
    boolean negative = at < end && text.luaByte(at) == '-';
    if (negative || at < end && text.luaByte(at) == '+') {
      at++;
    }
    int first = at;
    double number = 0;
    long integer = 0;
    for (; at < end; at++) {
      int digit = digit(text.luaByte(at));
      if (digit < 0 || digit >= base) {
        break;
      }
      Slices.step(at);
      number = number * base + digit;
      integer = integer * base + digit;
    }
    if (at == first || skipSpace(text, at) < end) {
      return null;
    }
    return wrap
        ? Integers.of(negative ? -integer : integer)
        : Numbers.integral(signed(negative, number));
  }

  private static double signed(boolean negative, double number) {
    return negative ? -number : number;
  }

  private static int digit(int c) {
    return c < 128 ? Character.digit(c, Character.MAX_RADIX) : -1;
  }

  private static int skipSpace(LuaString text, int from) {
    int at = from;
    while (at < text.m_length && CharClass.isSpace(text.luaByte(at))) {
      Slices.step(at++);
    }
    return at;
  }
}
