package io.github.luasearchers.engine.value;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Operations on numbers, without metamethods and coercions: the macros of PUC's llimits.h. Each
 * returns null if an operand is not a number. They are small so that the JVM's compiler inlines
 * them into the loop, which must stay below 8,000 bytes of code with everything inlined.
 */
public final class Arithmetic {

  public static final int ADD = 0;
  public static final int SUB = 1;
  public static final int MUL = 2;
  static final int DIV = 3;
  static final int MOD = 4;
  static final int POW = 5;
  public static final int UNM = 6;

  private Arithmetic() {}

  public static @Nullable LuaValue add(LuaValue x, LuaValue y) {
    if (x instanceof LuaInteger a && y instanceof LuaInteger b) {
      return whole((long) a.v + b.v);
    }
    double result;
    if (x instanceof LuaFloat a && y instanceof LuaFloat b) {
      result = a.v + b.v;
    } else if (x instanceof LuaNumber && y instanceof LuaNumber) {
      result = x.todouble() + y.todouble();
    } else {
      return null;
    }
    return new LuaFloat(result);
  }

  public static @Nullable LuaValue sub(LuaValue x, LuaValue y) {
    if (x instanceof LuaInteger a && y instanceof LuaInteger b) {
      return whole((long) a.v - b.v);
    }
    double result;
    if (x instanceof LuaFloat a && y instanceof LuaFloat b) {
      result = a.v - b.v;
    } else if (x instanceof LuaNumber && y instanceof LuaNumber) {
      result = x.todouble() - y.todouble();
    } else {
      return null;
    }
    return new LuaFloat(result);
  }

  public static @Nullable LuaValue mul(LuaValue x, LuaValue y) {
    double result;
    if (x instanceof LuaFloat a && y instanceof LuaFloat b) {
      result = a.v * b.v;
    } else if (x instanceof LuaInteger a && y instanceof LuaInteger b) {
      long product = (long) a.v * b.v;
      if (product != 0 || (a.v | b.v) >= 0) {
        return whole(product);
      }
      result = -0.0; // the product of 0 and -1
    } else if (x instanceof LuaNumber && y instanceof LuaNumber) {
      result = x.todouble() * y.todouble();
    } else {
      return null;
    }
    return new LuaFloat(result);
  }

  static @Nullable LuaValue div(LuaValue x, LuaValue y) {
    return x instanceof LuaNumber && y instanceof LuaNumber
        ? new LuaFloat(x.todouble() / y.todouble())
        : null;
  }

  static @Nullable LuaValue mod(LuaValue x, LuaValue y) {
    if (x instanceof LuaInteger a && y instanceof LuaInteger b && b.v != 0) {
      return LuaInteger.valueOf(Math.floorMod(a.v, b.v));
    }
    return x instanceof LuaNumber && y instanceof LuaNumber
        ? new LuaFloat(Numbers.mod(x.todouble(), y.todouble()))
        : null;
  }

  static @Nullable LuaValue pow(LuaValue x, LuaValue y) {
    return x instanceof LuaNumber && y instanceof LuaNumber
        ? new LuaFloat(Numbers.pow(x.todouble(), y.todouble()))
        : null;
  }

  public static @Nullable LuaValue unm(LuaValue x) {
    if (x instanceof LuaInteger a && a.v != 0) {
      return whole(-(long) a.v);
    }
    return x instanceof LuaNumber ? new LuaFloat(Numbers.negate(x.todouble())) : null;
  }

  /** Applies one of the operations above. */
  public static @Nullable LuaValue apply(int operation, LuaValue x, LuaValue y) {
    return switch (operation) {
      case ADD -> add(x, y);
      case SUB -> sub(x, y);
      case MUL -> mul(x, y);
      case DIV -> div(x, y);
      case MOD -> mod(x, y);
      case POW -> pow(x, y);
      default -> unm(x);
    };
  }

  public static LuaNumber whole(long value) {
    int small = (int) value;
    return small == value ? LuaInteger.valueOf(small) : new LuaFloat(value);
  }

  /**
   * Returns a number, or the number that a string holds; null for any other value ({@code
   * luaV_tonumber}).
   */
  public static @Nullable LuaValue toNumber(LuaValue value) {
    if (value instanceof LuaNumber) {
      return value;
    }
    if (value instanceof LuaString text) {
      LuaValue number = Numbers.parse(text);
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
