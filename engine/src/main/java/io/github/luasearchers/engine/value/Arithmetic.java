package io.github.luasearchers.engine.value;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Operations on numbers, without metamethods and coercions: the macros of PUC's llimits.h. Short
 * cuts return null for all that they do not compute; {@link #apply} does the rest. They are small
 * so that the JVM's compiler inlines them into the loop, which must stay below 8,000 bytes of code
 * with everything inlined.
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

  // ---- short cuts, null where they do not apply

  // The frequent ones know no version, so that less of them is inlined into the loop: what depends
  // on it, such as an overflow, has no short cut.

  public static @Nullable LuaValue add(LuaValue x, LuaValue y) {
    if (x instanceof LuaInteger a && y instanceof LuaInteger b) {
      return small((long) a.v + b.v);
    }
    if (x instanceof LuaFloat a && y instanceof LuaFloat b) {
      return new LuaFloat(a.v + b.v);
    }
    return isFloating(x, y) ? new LuaFloat(x.todouble() + y.todouble()) : null;
  }

  public static @Nullable LuaValue sub(LuaValue x, LuaValue y) {
    if (x instanceof LuaInteger a && y instanceof LuaInteger b) {
      return small((long) a.v - b.v);
    }
    if (x instanceof LuaFloat a && y instanceof LuaFloat b) {
      return new LuaFloat(a.v - b.v);
    }
    return isFloating(x, y) ? new LuaFloat(x.todouble() - y.todouble()) : null;
  }

  public static @Nullable LuaValue mul(LuaValue x, LuaValue y) {
    if (x instanceof LuaFloat a && y instanceof LuaFloat b) {
      return new LuaFloat(a.v * b.v);
    }
    if (x instanceof LuaInteger a && y instanceof LuaInteger b) {
      long product = (long) a.v * b.v;
      boolean perhapsNegativeZero = product == 0 && (a.v | b.v) < 0;
      return perhapsNegativeZero ? null : small(product);
    }
    return isFloating(x, y) ? new LuaFloat(x.todouble() * y.todouble()) : null;
  }

  public static @Nullable LuaValue unm(LuaValue x) {
    if (x instanceof LuaInteger a && a.v != 0) {
      return small(-(long) a.v);
    }
    return x instanceof LuaFloat a ? new LuaFloat(Numbers.negate(a.v)) : null;
  }

  private static @Nullable LuaValue small(long value) {
    int small = (int) value;
    return small == value ? LuaInteger.valueOf(small) : null;
  }

  /** Tells whether two values are numbers and at least one of them is a float. */
  private static boolean isFloating(LuaValue x, LuaValue y) {
    return x instanceof LuaFloat
        ? y instanceof LuaNumber
        : y instanceof LuaFloat && x instanceof LuaNumber;
  }

  /** Divides, or raises to a power. */
  public static @Nullable LuaValue divide(int operation, LuaValue x, LuaValue y, Level level) {
    if (operation == DIV && x instanceof LuaNumber && y instanceof LuaNumber) {
      return new LuaFloat(x.todouble() / y.todouble());
    }
    if (operation == MOD && x instanceof LuaInteger a && y instanceof LuaInteger b && b.v != 0) {
      return LuaInteger.valueOf(Math.floorMod(a.v, b.v));
    }
    return applyAny(operation, x, y, level);
  }

  /** Applies an operation on bits, of which {@link #BNOT} ignores the second operand. */
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
    } else if (operation == BNOT) {
      b = 0;
    } else {
      return null;
    }
    return Integers.of(Integers.bitwise(operation, a, b));
  }

  /**
   * Applies an operation without a short cut, which below 5.3 is the only way to integers; returns
   * null for a division by the integer 0. It is longer than what the JVM takes into another method:
   * the loop has no room for it.
   */
  public static @Nullable LuaValue applyAny(int operation, LuaValue x, LuaValue y, Level level) {
    if (!(x instanceof LuaNumber) || !(y instanceof LuaNumber)) {
      return null;
    }
    // A float may be a double of LuaJ's own, which a table of the host's has.
    boolean integers = level.hasIntegers() && Integers.isInteger(x) && Integers.isInteger(y);
    if (!integers || operation == POW || operation == DIV) {
      double a = x.todouble();
      double b = y.todouble();
      return new LuaFloat(
          switch (operation) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case POW -> Numbers.pow(a, b);
            case MOD -> Numbers.mod(a, b, level);
            case IDIV -> Math.floor(a / b);
            default -> Numbers.negate(a);
          });
    }
    long a = Integers.value(x);
    long b = Integers.value(y);
    if (b == 0 && (operation == MOD || operation == IDIV)) {
      return null;
    }
    return Integers.of(
        switch (operation) {
          case ADD -> a + b;
          case SUB -> a - b;
          case MUL -> a * b;
          case MOD -> Math.floorMod(a, b);
          case IDIV -> Math.floorDiv(a, b);
          default -> -a;
        });
  }

  /** Applies an operation by its short cut; null where that does not apply. */
  public static @Nullable LuaValue shortCut(int operation, LuaValue x, LuaValue y, Level level) {
    return switch (operation) {
      case ADD -> add(x, y);
      case SUB -> sub(x, y);
      case MUL -> mul(x, y);
      case DIV, MOD, POW, IDIV -> divide(operation, x, y, level);
      case UNM -> unm(x);
      default -> bitwise(operation, x, y);
    };
  }

  /** Tells whether an operation divides an integer by the integer 0, which is an error. */
  public static boolean dividesByZero(int operation, LuaValue x, LuaValue y, Level level) {
    return (operation == MOD || operation == IDIV)
        && level.hasIntegers()
        && Integers.isInteger(x)
        && Integers.isInteger(y)
        && Integers.value(y) == 0;
  }

  /**
   * Applies an operation to numbers ({@code luaO_rawarith}).
   *
   * @return null if it {@linkplain #dividesByZero divides by zero}, or if it works on bits and an
   *     operand has no integer's value
   */
  public static @Nullable LuaValue apply(int operation, LuaValue x, LuaValue y, Level level) {
    LuaValue result = shortCut(operation, x, y, level);
    if (result != null) {
      return result;
    }
    if (operation < BAND) {
      return applyAny(operation, x, y, level);
    }
    LuaValue a = Integers.exact(x);
    LuaValue b = Integers.exact(y);
    return a == null || b == null ? null : shortCut(operation, a, b, level);
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
