package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaLong;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The library {@code math}: lmathlib.c.
 *
 * <p>Of what Lua 5.3 added there are no {@code maxinteger} and {@code mininteger}: a number here
 * holds no 64-bit integer, and code that finds them expects one.
 */
final class MathLib {

  private static final int ABS = 0;
  private static final int ACOS = 1;
  private static final int ASIN = 2;
  private static final int ATAN = 3;
  private static final int ATAN2 = 4;
  private static final int CEIL = 5;
  private static final int COS = 6;
  private static final int COSH = 7;
  private static final int DEG = 8;
  private static final int EXP = 9;
  private static final int FLOOR = 10;
  private static final int FMOD = 11;
  private static final int FREXP = 12;
  private static final int LDEXP = 13;
  private static final int LOG = 14;
  private static final int LOG10 = 15;
  private static final int MAX = 16;
  private static final int MIN = 17;
  private static final int MODF = 18;
  private static final int POWER = 19;
  private static final int RAD = 20;
  private static final int RANDOM = 21;
  private static final int RANDOMSEED = 22;
  private static final int SIN = 23;
  private static final int SINH = 24;
  private static final int SQRT = 25;
  private static final int TAN = 26;
  private static final int TANH = 27;
  private static final int TOINTEGER = 28;
  private static final int TYPE = 29;
  private static final int ULT = 30;

  private static final double RADIANS_PER_DEGREE = Math.PI / 180;

  private static final LuaString INTEGER = StringTable.name("integer");
  private static final LuaString FLOAT = StringTable.name("float");

  /** What some of glibc's functions give, where others give what the processor does: -nan. */
  private static final LuaNumber NOT_A_NUMBER = Numbers.of(Double.NaN);

  private MathLib() {}

  /** Puts the functions into the library's table. */
  static void fill(LuaRuntime lua, Table math) {
    math.presize(0, 64);
    Generator generator = new Generator();
    if (lua.level().atLeast(Level.LUA_5_4)) {
      generator.seed(System.nanoTime());
    }
    fill(lua, math, generator);
    if (lua.level().atLeast(Level.LUA_5_3)) {
      new Function(lua, "tointeger", TOINTEGER, generator).addTo(math);
      new Function(lua, "type", TYPE, generator).addTo(math);
      new Function(lua, "ult", ULT, generator).addTo(math);
      math.rawset(StringTable.name("atan2"), math.rawget(StringTable.name("atan")));
    }
    math.rawset(StringTable.name("pi"), Numbers.of(Math.PI));
    math.rawset(StringTable.name("huge"), Numbers.of(Double.POSITIVE_INFINITY));
  }

  private static void fill(LuaRuntime lua, Table math, Generator generator) {
    new Function(lua, "abs", ABS, generator).addTo(math);
    new Function(lua, "acos", ACOS, generator).addTo(math);
    new Function(lua, "asin", ASIN, generator).addTo(math);
    new Function(lua, "atan", ATAN, generator).addTo(math);
    new Function(lua, "atan2", ATAN2, generator).addTo(math);
    new Function(lua, "ceil", CEIL, generator).addTo(math);
    new Function(lua, "cos", COS, generator).addTo(math);
    new Function(lua, "cosh", COSH, generator).addTo(math);
    new Function(lua, "deg", DEG, generator).addTo(math);
    new Function(lua, "exp", EXP, generator).addTo(math);
    new Function(lua, "floor", FLOOR, generator).addTo(math);
    new Function(lua, "fmod", FMOD, generator).addTo(math);
    new Function(lua, "frexp", FREXP, generator).addTo(math);
    new Function(lua, "ldexp", LDEXP, generator).addTo(math);
    new Function(lua, "log", LOG, generator).addTo(math);
    new Function(lua, "log10", LOG10, generator).addTo(math);
    new Function(lua, "max", MAX, generator).addTo(math);
    new Function(lua, "min", MIN, generator).addTo(math);
    new Function(lua, "modf", MODF, generator).addTo(math);
    new Function(lua, "pow", POWER, generator).addTo(math);
    new Function(lua, "rad", RAD, generator).addTo(math);
    new Function(lua, "random", RANDOM, generator).addTo(math);
    new Function(lua, "randomseed", RANDOMSEED, generator).addTo(math);
    new Function(lua, "sin", SIN, generator).addTo(math);
    new Function(lua, "sinh", SINH, generator).addTo(math);
    new Function(lua, "sqrt", SQRT, generator).addTo(math);
    new Function(lua, "tan", TAN, generator).addTo(math);
    new Function(lua, "tanh", TANH, generator).addTo(math);
  }

  /**
   * What {@code random} draws from, a generator of the kind splitmix64: each engine has its own.
   */
  private static final class Generator {

    private long state;

    void seed(long seed) {
      state = seed;
    }

    long nextLong() {
      state += 0x9e3779b97f4a7c15L;
      long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
      z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
      return z ^ z >>> 31;
    }

    /** Returns a number from 0 to 1, without 1. */
    double nextDouble() {
      return (nextLong() >>> 11) * 0x1p-53;
    }

    long nextLong(long low, long high) {
      long count = high - low + 1;
      return count == 0 ? nextLong() : low + Long.remainderUnsigned(nextLong(), count);
    }
  }

  private static final class Function extends LibraryFunction {

    private final int function;
    private final Generator generator;

    Function(LuaRuntime lua, String name, int function, Generator generator) {
      super(lua, name);
      this.function = function;
      this.generator = generator;
    }

    @Override
    protected Varargs run(Varargs args) {
      return switch (function) {
        case ABS -> abs(checkOperand(args, 1));
        case ACOS -> acos(checkDouble(args, 1));
        case ASIN -> asin(checkDouble(args, 1));
        case ATAN -> atan(args);
        case ATAN2 -> atan2(args);
        case CEIL -> ceil(checkOperand(args, 1));
        case COS -> Numbers.of(Math.cos(checkDouble(args, 1)));
        case COSH -> Numbers.of(Math.cosh(checkDouble(args, 1)));
        case DEG -> Numbers.of(checkDouble(args, 1) / RADIANS_PER_DEGREE);
        case EXP -> Numbers.of(Math.exp(checkDouble(args, 1)));
        case FLOOR -> floor(checkOperand(args, 1));
        case FMOD -> fmod(args);
        case FREXP -> frexp(checkDouble(args, 1));
        case LDEXP -> ldexp(args);
        case LOG -> log(args);
        case LOG10 -> log10(checkDouble(args, 1));
        case MAX -> max(args);
        case MIN -> min(args);
        case MODF -> modf(args);
        case POWER -> pow(args);
        case RAD -> Numbers.of(checkDouble(args, 1) * RADIANS_PER_DEGREE);
        case RANDOM -> random(args);
        case RANDOMSEED -> randomseed(args);
        case SIN -> Numbers.of(Math.sin(checkDouble(args, 1)));
        case SINH -> Numbers.of(Math.sinh(checkDouble(args, 1)));
        case SQRT -> Numbers.of(Math.sqrt(checkDouble(args, 1)));
        case TAN -> Numbers.of(Math.tan(checkDouble(args, 1)));
        case TANH -> Numbers.of(Math.tanh(checkDouble(args, 1)));
        case TOINTEGER -> tointeger(args);
        case TYPE -> type(checkAny(args, 1));
        case ULT -> ult(args);
        default -> throw new IllegalStateException(name());
      };
    }

    @Override
    protected Varargs run2(LuaValue arg1, LuaValue arg2) {
      if (arg1 instanceof LuaNumber && arg2 instanceof LuaNumber) {
        if (function == MAX) {
          return arg2.todouble() > arg1.todouble() ? arg2 : arg1;
        }
        if (function == MIN) {
          return arg2.todouble() < arg1.todouble() ? arg2 : arg1;
        }
      }
      return run(varargsOf(arg1, arg2));
    }

    // ---- rounding

    private static LuaNumber abs(LuaNumber number) {
      if (number instanceof LuaInteger integer) {
        return integer.v >= 0 ? integer : Numbers.of(-(long) integer.v);
      }
      return Numbers.of(Math.abs(number.todouble()));
    }

    private LuaNumber ceil(LuaNumber number) {
      return number instanceof LuaInteger ? number : rounded(Math.ceil(number.todouble()));
    }

    private LuaNumber floor(LuaNumber number) {
      return number instanceof LuaInteger ? number : rounded(Math.floor(number.todouble()));
    }

    /** Returns what has been rounded: in Lua 5.3 an integer, which has no negative zero. */
    private LuaNumber rounded(double number) {
      return Numbers.integral(level53 ? number + 0.0 : number);
    }

    private Varargs modf(Varargs args) {
      double number = checkDouble(args, 1);
      double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
      if (level53) {
        return varargsOf(rounded(whole), Numbers.of(whole == number ? 0 : number - whole));
      }
      double fraction = Double.isInfinite(number) ? 0 : number - whole;
      return varargsOf(Numbers.of(whole), Numbers.of(Math.copySign(fraction, number)));
    }

    private LuaNumber fmod(Varargs args) {
      if (!level53) {
        double divisor = checkDouble(args, 2); // PUC's compiler looks at it first
        return Numbers.of(remainder(checkDouble(args, 1), divisor));
      }
      if (args.arg(1) instanceof LuaInteger a && args.arg(2) instanceof LuaInteger b) {
        if (b.v == 0) {
          throw argError(2, "zero");
        }
        return LuaInteger.valueOf(a.v % b.v);
      }
      double divisor = checkDouble(args, 2);
      return Numbers.of(remainder(checkDouble(args, 1), divisor));
    }

    /** Returns C's {@code fmod}. The sign of Java's NaN differs between JDKs; that of C's shows. */
    private static double remainder(double number, double divisor) {
      if (Double.isNaN(number)) {
        return number;
      }
      if (Double.isNaN(divisor)) {
        return divisor;
      }
      boolean invalid = Double.isInfinite(number) || divisor == 0;
      return invalid ? Double.longBitsToDouble(0xfff8L << 48) : number % divisor;
    }

    // ---- powers and logarithms

    private LuaNumber pow(Varargs args) {
      double base = checkDouble(args, 1);
      return Numbers.of(Numbers.pow(base, checkDouble(args, 2)));
    }

    private LuaNumber log(Varargs args) {
      double number = checkDouble(args, 1);
      if (args.arg(2).isnil()) {
        return Numbers.of(Math.log(number));
      }
      double base = checkDouble(args, 2);
      if (base == 10) {
        return log10(number);
      }
      if (base == 2 && level53) {
        return Numbers.of(log2(number));
      }
      return Numbers.of(Math.log(number) / Math.log(base));
    }

    private static LuaNumber log10(double number) {
      return number < 0 ? NOT_A_NUMBER : Numbers.of(Math.log10(number));
    }

    private static double log2(double number) {
      int exponent = Math.getExponent(number);
      boolean power =
          Math.abs(exponent) < Double.MAX_EXPONENT && Math.scalb(1.0, exponent) == number;
      return power ? exponent : Math.log(number) / Math.log(2);
    }

    private static Varargs frexp(double number) {
      if (number == 0 || Double.isNaN(number) || Double.isInfinite(number)) {
        return varargsOf(Numbers.of(number), LuaInteger.valueOf(0));
      }
      int scale = Math.abs(number) < Double.MIN_NORMAL ? 54 : 0;
      int exponent = Math.getExponent(Math.scalb(number, scale)) + 1 - scale;
      return varargsOf(
          Numbers.of(Math.scalb(Math.scalb(number, scale), -exponent - scale)),
          LuaInteger.valueOf(exponent));
    }

    private LuaNumber ldexp(Varargs args) {
      double number = checkDouble(args, 1);
      long exponent = (int) checkInteger(args, 2);
      return Numbers.of(Math.scalb(number, (int) exponent));
    }

    // ---- angles

    private static LuaNumber acos(double number) {
      return Math.abs(number) > 1 ? NOT_A_NUMBER : Numbers.of(Math.acos(number));
    }

    private static LuaNumber asin(double number) {
      return Math.abs(number) > 1 ? NOT_A_NUMBER : Numbers.of(Math.asin(number));
    }

    private LuaNumber atan(Varargs args) {
      double y = checkDouble(args, 1);
      return level53 && !args.arg(2).isnil()
          ? Numbers.of(Math.atan2(y, checkDouble(args, 2)))
          : Numbers.of(Math.atan(y));
    }

    private LuaNumber atan2(Varargs args) {
      double x = checkDouble(args, 2); // PUC's compiler looks at it first
      return Numbers.of(Math.atan2(checkDouble(args, 1), x));
    }

    // ---- comparison

    private LuaValue max(Varargs args) {
      if (level53) {
        return extreme(args, true);
      }
      LuaNumber most = checkOperand(args, 1);
      for (int i = 2, n = args.narg(); i <= n; i++) {
        LuaNumber number = checkOperand(args, i);
        if (number.todouble() > most.todouble()) {
          most = number;
        }
      }
      return most;
    }

    private LuaValue min(Varargs args) {
      if (level53) {
        return extreme(args, false);
      }
      LuaNumber least = checkOperand(args, 1);
      for (int i = 2, n = args.narg(); i <= n; i++) {
        LuaNumber number = checkOperand(args, i);
        if (number.todouble() < least.todouble()) {
          least = number;
        }
      }
      return least;
    }

    /** Returns the greatest or least of any values that can be compared. */
    private LuaValue extreme(Varargs args, boolean greatest) {
      LuaValue extreme = checkAny(args, 1);
      for (int i = 2, n = args.narg(); i <= n; i++) {
        LuaValue value = args.arg(i);
        if (greatest ? lua.lessThan(extreme, value) : lua.lessThan(value, extreme)) {
          extreme = value;
        }
      }
      return extreme;
    }

    private LuaValue ult(Varargs args) {
      long left = checkInteger(args, 1);
      return valueOf(Long.compareUnsigned(left, checkInteger(args, 2)) < 0);
    }

    // ---- kinds of numbers

    private LuaValue tointeger(Varargs args) {
      LuaValue value = checkAny(args, 1);
      if (value instanceof LuaLong) {
        return value;
      }
      @Nullable LuaNumber number = number(value);
      return number != null && isInteger(number.todouble())
          ? Numbers.of((long) number.todouble())
          : NIL;
    }

    private static LuaValue type(LuaValue value) {
      boolean integer = value instanceof LuaInteger || value instanceof LuaLong;
      return integer ? INTEGER : value instanceof LuaNumber ? FLOAT : NIL;
    }

    // ---- chance

    private LuaNumber random(Varargs args) {
      switch (args.narg()) {
        case 0 -> {
          return Numbers.of(generator.nextDouble());
        }
        case 1 -> {
          return level53 ? randomInteger(args, 1) : randomBelow(args);
        }
        case 2 -> {
          return level53 ? randomInteger(args, 2) : randomBetween(args);
        }
        default -> throw failure("wrong number of arguments");
      }
    }

    private LuaNumber randomBelow(Varargs args) {
      double high = checkDouble(args, 1);
      if (!(high >= 1)) {
        throw argError(1, "interval is empty");
      }
      return Numbers.integral(Math.floor(generator.nextDouble() * high) + 1);
    }

    private LuaNumber randomBetween(Varargs args) {
      double low = checkDouble(args, 1);
      double high = checkDouble(args, 2);
      if (!(low <= high)) {
        throw argError(2, "interval is empty");
      }
      return Numbers.integral(Math.floor(generator.nextDouble() * (high - low + 1)) + low);
    }

    private LuaNumber randomInteger(Varargs args, int count) {
      long low = count == 1 ? 1 : checkInteger(args, 1);
      long high = checkInteger(args, count);
      if (level54 && count == 1 && high == 0) {
        return Numbers.of(generator.nextLong());
      }
      if (low > high) {
        throw argError(1, "interval is empty");
      }
      if (!level54 && low < 0 && high > Long.MAX_VALUE + low) {
        throw argError(1, "interval too large");
      }
      return Numbers.of(generator.nextLong(low, high));
    }

    private Varargs randomseed(Varargs args) {
      if (!level53) {
        generator.seed(Numbers.toUnsigned(checkDouble(args, 1)));
        return NONE;
      }
      if (!level54) {
        generator.seed(Numbers.toInteger(checkDouble(args, 1)));
        return NONE;
      }
      boolean given = args.narg() > 0;
      long seed = given ? checkInteger(args, 1) : System.nanoTime();
      long more = given ? optInteger(args, 2, 0) : generator.nextLong();
      generator.seed(seed ^ Long.reverse(more));
      return varargsOf(Numbers.of(seed), Numbers.of(more));
    }
  }
}
