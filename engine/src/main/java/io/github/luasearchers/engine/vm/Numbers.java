package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Makes, reads and writes Lua's numbers, as PUC's lobject.c does. */
public final class Numbers {

  private Numbers() {}

  /** Returns the number as a float, be it whole or not. */
  public static LuaNumber of(double value) {
    return new LuaFloat(value);
  }

  /** Returns the number as an integer if there is one so large, else as a float. */
  public static LuaNumber of(long value) {
    return value == (int) value ? LuaInteger.valueOf((int) value) : new LuaFloat(value);
  }

  /** Returns the number as an integer if it is one, else as a float. */
  public static LuaNumber integral(double value) {
    int whole = (int) value;
    boolean exact = whole == value && (whole != 0 || 1 / value > 0);
    return exact ? LuaInteger.valueOf(whole) : new LuaFloat(value);
  }

  /** Returns a number's text, {@code %.14g}. */
  public static LuaString text(LuaValue number) {
    if (number instanceof LuaInteger integer) {
      return LuaString.valueOf(Integer.toString(integer.v));
    }
    return LuaString.valueOf(Double.toString(number.todouble()));
  }

  /**
   * Reads a numeral in Lua's syntax, with white space around it allowed ({@code lua_tonumber} on a
   * string): decimal or hexadecimal, with fraction and exponent.
   *
   * @return the number, or {@link LuaValue#NIL} if the text is none
   */
  public static LuaValue parse(LuaString text) {
    return text.tonumber();
  }
}
