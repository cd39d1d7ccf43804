package io.github.luasearchers.engine.value;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Operations on numbers, without metamethods and coercions: the macros of PUC's llimits.h. The
 * short cuts return null if an operand is not a number, or is one for which they have no short way.
 * They are small so that the JVM's compiler inlines them into the loop, which must stay below 8,000
 * bytes of code with everything inlined.
 */
public final class Arithmetic {

  public static final int ADD = 0;
  public static final int SUB = 1;
  public static final int MUL = 2;
  public static final int DIV = 3;
  public static final int MOD = 4;
  public static final int POW = 5;
  public static final int UNM = 6;

  // of Lua 5.3
  public static final int IDIV = 7;
  public static final int BAND = 8;
  public static final int BOR = 9;
  public static final int BXOR = 10;
  public static final int SHL = 11;
  public static final int SHR = 12;
  public static final int BNOT = 13;

  private Arithmetic() {}

  // ---- short cuts: null where they do not apply

  public static @Nullable LuaValue add(LuaValue x, LuaValue y, Level level) {
    if (x instanceof LuaInteger a && y instanceof LuaInteger b) {
      return whole((long) a.v + b.v, level);
    }
    double result;
    if (x instanceof LuaFloat a && y instanceof LuaFloat b) {
      result = a.v + b.v;
    } else if (isFloating(x, y)) {
      result = x.todouble() + y.todouble();
    } else {
      return null;
    }
    return new LuaFloat(result);
  }

  public static @Nullable LuaValue sub(LuaValue x, LuaValue y, Level level) {
    if (x instanceof LuaInteger a && y instanceof LuaInteger b) {
      return whole((long) a.v - b.v, level);
    }
    double result;
    if (x instanceof LuaFloat a && y instanceof LuaFloat b) {
      result = a.v - b.v;
    } else if (isFloating(x, y)) {
      result = x.todouble() - y.todouble();
    } else {
      return null;
    }
    return new LuaFloat(result);
  }

  public static @Nullable LuaValue mul(LuaValue x, LuaValue y, Level level) {
    double result;
    if (x instanceof LuaFloat a && y instanceof LuaFloat b) {
      result = a.v * b.v;
    } else if (x instanceof LuaInteger a && y instanceof LuaInteger b) {
      long product = (long) a.v * b.v;
      if (product != 0 || (a.v | b.v) >= 0 || level.hasIntegers()) {
        return whole(product, level);
      }
      result = -0.0; // the product of 0 and -1
    } else if (isFloating(x, y)) {
      result = x.todouble() * y.todouble();
    } else {
      return null;
    }
    return new LuaFloat(result);
  }

  /** Tells whether two values are numbers and at least one of them is a float. */
  private static boolean isFloating(LuaValue x, LuaValue y) {
    return x instanceof LuaFloat
        ? y instanceof LuaNumber
        : y instanceof LuaFloat && x instanceof LuaNumber;
  }

  public static @Nullable LuaValue unm(LuaValue x, Level level) {
    if (x instanceof LuaInteger a && (a.v != 0 || level.hasIntegers())) {
      return whole(-(long) a.v, level);
    }
    return x instanceof LuaFloat a ? new LuaFloat(Numbers.negate(a.v)) : null;
  }

  /** Divides, or raises to a power. */
  public static @Nullable LuaValue divide(int operation, LuaValue x, LuaValue y, Level level) {
    if (!(x instanceof LuaNumber) || !(y instanceof LuaNumber)) {
      return null;
    }
    if (operation == DIV) {
      return new LuaFloat(x.todouble() / y.todouble());
    }
    if (operation == POW) {
      return new LuaFloat(Numbers.pow(x.todouble(), y.todouble()));
    }
    if (x instanceof LuaInteger a && y instanceof LuaInteger b && b.v != 0) {
      return operation == MOD
          ? LuaInteger.valueOf(Math.floorMod(a.v, b.v))
          : whole(Math.floorDiv((long) a.v, b.v), level);
    }
    if (!isFloating(x, y)) {
      return null;
    }
    double a = x.todouble();
    double b = y.todouble();
    return new LuaFloat(operation == MOD ? Numbers.mod(a, b, level) : Math.floor(a / b));
  }

  /** Applies an operation on the bits of integers. */
  public static @Nullable LuaValue bitwise(int operation, LuaValue x, LuaValue y) {
    long a;
    if (x instanceof LuaInteger integer) {
      a = integer.v;
    } else if (x instanceof LuaLong integer) {
      a = integer.v;
    } else {
      return null;
    }
    long b;
    if (y instanceof LuaInteger integer) {
      b = integer.v;
    } else if (y instanceof LuaLong integer) {
      b = integer.v;
    } else {
      return null;
    }
    return Integers.of(Integers.bitwise(operation, a, b));
  }

  private static @Nullable LuaValue shortCut(int operation, LuaValue x, LuaValue y, Level level) {
    return switch (operation) {
      case ADD -> add(x, y, level);
      case SUB -> sub(x, y, level);
      case MUL -> mul(x, y, level);
      case UNM -> unm(x, level);
      case DIV, MOD, POW, IDIV -> divide(operation, x, y, level);
      default -> bitwise(operation, x, y);
    };
  }

  // ---- all operands

  /** Tells whether an operation divides an integer by the integer 0, which is an error. */
  public static boolean dividesByZero(int operation, LuaValue x, LuaValue y, Level level) {
    return (operation == MOD || operation == IDIV)
        && level.hasIntegers()
        && Integers.isInteger(x)
        && Integers.isInteger(y)
        && Integers.value(y) == 0;
  }

  /**
   * Applies an operation that {@linkplain #dividesByZero does not divide by zero} to numbers
   * ({@code luaO_rawarith}).
   *
   * @return null if an operand on whose bits it works is no integer
   */
  public static @Nullable LuaValue apply(int operation, LuaValue x, LuaValue y, Level level) {
    LuaValue result = shortCut(operation, x, y, level);
    if (result != null) {
      return result;
    }
    if (operation >= BAND) {
      LuaValue a = Integers.exact(x);
      LuaValue b = Integers.exact(y);
      return a == null || b == null ? null : bitwise(operation, a, b);
    }
    return level.hasIntegers() && Integers.isInteger(x) && Integers.isInteger(y)
        ? Integers.of(Integers.apply(operation, Integers.value(x), Integers.value(y)))
        : new LuaFloat(applyToDoubles(operation, x.todouble(), y.todouble(), level));
  }

  /**
   * What is left: the operations of Lua 5.2 on a zero and on a {@link LuaLong}, and those on a
   * double of LuaJ's own, which functions of the host's return.
   */
  private static double applyToDoubles(int operation, double x, double y, Level level) {
    return switch (operation) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case MOD -> Numbers.mod(x, y, level);
      case IDIV -> Math.floor(x / y);
      default -> Numbers.negate(x);
    };
  }

  private static LuaNumber whole(long value, Level level) {
    int small = (int) value;
    if (small == value) {
      return LuaInteger.valueOf(small);
    }
    return level.hasIntegers() ? new LuaLong(value) : new LuaFloat(value);
  }

  /**
   * Returns a number, or the number that a string holds; null for any other value ({@code
   * luaV_tonumber}).
   */
  public static @Nullable LuaValue toNumber(LuaValue value, Level level) {
    if (value instanceof LuaNumber) {
      return value;
    }
    if (value instanceof LuaString text) {
      LuaValue number = Numbers.parse(text, level);
      return number.isnil() ? null : number;
    }
    return null;
  }

  /** Tells whether two numbers are equal, in all digits of a {@link LuaLong}. */
  public static boolean sameNumber(LuaNumber x, LuaNumber y) {
    if (x instanceof LuaLong a) {
      return y instanceof LuaLong b ? a.v == b.v : a.isExactly(y.todouble());
    }
    return y instanceof LuaLong b ? b.isExactly(x.todouble()) : x.todouble() == y.todouble();
  }

  /** Tells whether {@code x < y}, in all digits of a {@link LuaLong}. */
  public static boolean lessThan(LuaNumber x, LuaNumber y) {
    if (x instanceof LuaLong a) {
      return y instanceof LuaLong b ? a.v < b.v : a.compareTo(y.todouble()) == LuaLong.LESS;
    }
    return y instanceof LuaLong b
        ? b.compareTo(x.todouble()) == LuaLong.GREATER
        : x.todouble() < y.todouble();
  }

  /** Tells whether {@code x <= y}, in all digits of a {@link LuaLong}. */
  public static boolean lessOrEqual(LuaNumber x, LuaNumber y) {
    return lessThan(x, y) || sameNumber(x, y);
  }

  /** Tells whether two values are the same, without metamethods ({@code luaV_rawequalobj}). */
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  public static boolean rawEquals(LuaValue x, LuaValue y) {
    if (x == y) {
      return !(x instanceof LuaNumber) || !Double.isNaN(x.todouble());
    }
    if (x instanceof LuaInteger a && y instanceof LuaInteger b) {
      return a.v == b.v;
    }
    if (x instanceof LuaNumber a) {
      return y instanceof LuaNumber b && sameNumber(a, b);
    }
    if (x instanceof LuaString a) {
      return y instanceof LuaString b && a.raweq(b);
    }
    return x.isuserdata() ? y.isuserdata() && x.raweq(y) : x.isnil() && y.isnil();
  }
}
