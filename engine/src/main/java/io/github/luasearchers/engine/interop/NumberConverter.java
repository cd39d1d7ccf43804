package io.github.luasearchers.engine.interop;

import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.LuaLong;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Converts Lua numbers to Java numbers. Only a whole number in range is converted to a type without
 * fractions. Whole numbers that Java would write as {@code int} literals fit {@code int} best;
 * numbers that have or may have had a fraction fit {@code double} best.
 */
final class NumberConverter extends Converter {

  private static final List<Class<?>> TYPES =
      List.of(
          int.class,
          Integer.class,
          long.class,
          Long.class,
          double.class,
          Double.class,
          float.class,
          Float.class,
          short.class,
          Short.class,
          byte.class,
          Byte.class,
          BigInteger.class,
          BigDecimal.class);

  private static final int LONG = 2;
  private static final int DOUBLE = 4;
  private static final int FLOAT = 6;
  private static final int SHORT = 8;
  private static final int BYTE = 10;
  private static final int BIG_INTEGER = 12;
  private static final int BIG_DECIMAL = 13;

  /** The place of the type in the order that an integer prefers; the even one of a pair. */
  private final int rank;

  private final boolean boxed;

  NumberConverter(Class<?> type) {
    super(type);
    int place = TYPES.indexOf(type);
    this.rank = place < BIG_INTEGER ? place & ~1 : place;
    this.boxed = !type.isPrimitive();
  }

  static boolean isNumber(Class<?> type) {
    return TYPES.contains(type);
  }

  @Override
  int cost(JavaBridge bridge, LuaValue value) {
    int box = boxed ? 1 : 0;
    if (value instanceof LuaInteger integer) {
      return isInRange(integer.v) ? rank + box : NO;
    }
    if (value instanceof LuaLong number) {
      return isInRange(number.v) ? rank + box : NO;
    }
    if (value instanceof LuaString string) {
      LuaValue number = bridge.lua().parse(string);
      return number.isnil() ? NO : Math.min(NO, TEXT + cost(bridge, number));
    }
    if (value.isnumber()) {
      return isInRange(value.todouble()) ? floatRank() + box : NO;
    }
    if (value instanceof JavaObject object && type.isInstance(object.m_instance)) {
      return 0;
    }
    return value.isnil() && boxed ? 0 : NO;
  }

  @Override
  boolean isDecidedByClass(LuaValue value) {
    boolean ranged = rank == SHORT || rank == BYTE;
    if (value instanceof LuaInteger) {
      return !ranged;
    }
    if (value instanceof LuaLong) {
      return !ranged && rank != 0;
    }
    if (value instanceof LuaString) {
      return false;
    }
    return value.isnumber() ? rank == DOUBLE || rank == FLOAT : !(value instanceof JavaObject);
  }

  @Override
  String obstacle(JavaBridge bridge, LuaValue value) {
    LuaValue number = value instanceof LuaString text ? bridge.lua().parse(text) : value;
    boolean whole = rank != DOUBLE && rank != FLOAT && rank != BIG_DECIMAL;
    boolean lacksInteger =
        whole && number.type() == LuaValue.TNUMBER && Integers.exact(number) == null;
    return lacksInteger && bridge.lua().level().hasIntegers()
        ? ": number has no integer representation"
        : "";
  }

  private int floatRank() {
    return switch (rank) {
      case DOUBLE -> 0;
      case FLOAT -> 2;
      case LONG -> 4;
      case 0 -> 6;
      default -> rank;
    };
  }

  private boolean isInRange(long value) {
    return switch (rank) {
      case 0 -> value == (int) value;
      case SHORT -> value == (short) value;
      case BYTE -> value == (byte) value;
      default -> true;
    };
  }

  private boolean isInRange(double value) {
    return switch (rank) {
      case 0 -> value == (int) value;
      case LONG -> value == (long) value && value != 0x1p63;
      case SHORT -> value == (short) value;
      case BYTE -> value == (byte) value;
      case BIG_INTEGER -> value == Math.rint(value) && !Double.isInfinite(value);
      case BIG_DECIMAL -> !Double.isNaN(value) && !Double.isInfinite(value);
      default -> true;
    };
  }

  @Override
  @Nullable Object convert(JavaBridge bridge, LuaValue value) {
    if (rank == 0 && value instanceof LuaInteger integer) {
      return integer.v;
    }
    if (value.isnil()) {
      return null;
    }
    if (value instanceof JavaObject object) {
      return object.m_instance;
    }
    LuaValue number = value instanceof LuaString string ? bridge.lua().parse(string) : value;
    return switch (rank) {
      case 0 -> (Object) (int) number.todouble();
      case LONG -> toLong(number);
      case DOUBLE -> number.todouble();
      case FLOAT -> (float) number.todouble();
      case SHORT -> (short) number.todouble();
      case BYTE -> (byte) number.todouble();
      case BIG_INTEGER -> toBigDecimal(number).toBigInteger();
      default -> toBigDecimal(number);
    };
  }

  private static long toLong(LuaValue number) {
    return number instanceof LuaLong exact ? exact.v : (long) number.todouble();
  }

  private static BigDecimal toBigDecimal(LuaValue number) {
    if (number instanceof LuaInteger || number instanceof LuaLong) {
      return BigDecimal.valueOf(toLong(number));
    }
    double value = number.todouble();
    boolean whole = value == (long) value && value != 0x1p63;
    return whole ? BigDecimal.valueOf((long) value) : BigDecimal.valueOf(value);
  }
}
