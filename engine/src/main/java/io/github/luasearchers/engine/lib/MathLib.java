package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaFloat;
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

/** The library {@code math}: lmathlib.c. */
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
  private static final int SIN = 21;
  private static final int SINH = 22;
  private static final int SQRT = 23;
  private static final int TAN = 24;
  private static final int TANH = 25;
  private static final int TOINTEGER = 26;
  private static final int TYPE = 27;
  private static final int ULT = 28;

  private static final double RADIANS_PER_DEGREE = Math.PI / 180;
  private static final double DEGREES_PER_RADIAN = 180 / Math.PI;

  private static final LuaString INTEGER = StringTable.name("integer");
  private static final LuaString FLOAT = StringTable.name("float");

  /** What some of glibc's functions give, where others give what the processor does: -nan. */
  private static final LuaNumber NOT_A_NUMBER = Numbers.of(Double.NaN);

  private MathLib() {}

  /** Puts the functions into the library's table. */
  static void fill(LuaRuntime lua, Table math) {
    math.presize(0, 64);
    fillCommon(lua, math);
    MathRandom.open(lua, math);
    if (lua.level().atLeast(Level.LUA_5_3)) {
      new Function(lua, "tointeger", TOINTEGER).addTo(math);
      new Function(lua, "type", TYPE).addTo(math);
      new Function(lua, "ult", ULT).addTo(math);
      math.rawset(StringTable.name("maxinteger"), Integers.of(Long.MAX_VALUE));
      math.rawset(StringTable.name("mininteger"), Integers.of(Long.MIN_VALUE));
      math.rawset(StringTable.name("atan2"), math.rawget(StringTable.name("atan")));
    }
    math.rawset(StringTable.name("pi"), Numbers.of(Math.PI));
    math.rawset(StringTable.name("huge"), Numbers.of(Double.POSITIVE_INFINITY));
  }

  private static void fillCommon(LuaRuntime lua, Table math) {
    new Function(lua, "abs", ABS).addTo(math);
    new Function(lua, "acos", ACOS).addTo(math);
    new Function(lua, "asin", ASIN).addTo(math);
    new Function(lua, "atan", ATAN).addTo(math);
    new Function(lua, "atan2", ATAN2).addTo(math);
    new Function(lua, "ceil", CEIL).addTo(math);
    new Function(lua, "cos", COS).addTo(math);
    new Function(lua, "cosh", COSH).addTo(math);
    new Function(lua, "deg", DEG).addTo(math);
    new Function(lua, "exp", EXP).addTo(math);
    new Function(lua, "floor", FLOOR).addTo(math);
    new Function(lua, "fmod", FMOD).addTo(math);
    new Function(lua, "frexp", FREXP).addTo(math);
    new Function(lua, "ldexp", LDEXP).addTo(math);
    new Function(lua, "log", LOG).addTo(math);
    new Function(lua, "log10", LOG10).addTo(math);
    new Function(lua, "max", MAX).addTo(math);
    new Function(lua, "min", MIN).addTo(math);
    new Function(lua, "modf", MODF).addTo(math);
    new Function(lua, "pow", POWER).addTo(math);
    new Function(lua, "rad", RAD).addTo(math);
    new Function(lua, "sin", SIN).addTo(math);
    new Function(lua, "sinh", SINH).addTo(math);
    new Function(lua, "sqrt", SQRT).addTo(math);
    new Function(lua, "tan", TAN).addTo(math);
    new Function(lua, "tanh", TANH).addTo(math);
  }

  private static final class Function extends LibraryFunction {

    private final int function;

    Function(LuaRuntime lua, String name, int function) {
      super(lua, name);
      this.function = function;
    }

    @Override
    protected Varargs run(Varargs args) {
      return switch (function) {
        case ABS -> abs(checkNumber(args, 1));
        case ACOS -> acos(checkDouble(args, 1));
        case ASIN -> asin(checkDouble(args, 1));
        case ATAN -> atan(args);
        case ATAN2 -> atan2(args);
        case CEIL -> ceil(checkNumber(args, 1));
        case COS -> Numbers.of(Math.cos(checkDouble(args, 1)));
        case COSH -> Numbers.of(Math.cosh(checkDouble(args, 1)));
        case DEG -> degrees(checkDouble(args, 1));
        case EXP -> Numbers.of(Math.exp(checkDouble(args, 1)));
        case FLOOR -> floor(checkNumber(args, 1));
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
      if (isExact(arg1) && isExact(arg2)) {
        if (function == MAX) {
          return arg2.todouble() > arg1.todouble() ? arg2 : arg1;
        }
        if (function == MIN) {
          return arg2.todouble() < arg1.todouble() ? arg2 : arg1;
        }
      }
      return run(varargsOf(arg1, arg2));
    }

    /** Tells whether a value is a number that a double holds exactly, as all do in Lua 5.2. */
    private static boolean isExact(LuaValue value) {
      return value instanceof LuaFloat || value instanceof LuaInteger;
    }

    /** Returns a number argument, of which a string makes a float from Lua 5.3 on. */
    private LuaNumber checkNumber(Varargs args, int arg) {
      LuaNumber number = checkOperand(args, arg);
      boolean converted = level53 && !(args.arg(arg) instanceof LuaNumber);
      return converted ? Numbers.of(number.todouble()) : number;
    }

    /** Tells whether a number needs no rounding for what it is. */
    private boolean isWhole(LuaNumber number) {
      return number instanceof LuaInteger || level53 && number instanceof LuaLong;
    }

    // ---- rounding

    private LuaNumber abs(LuaNumber number) {
      if (!isWhole(number)) {
        return Numbers.of(Math.abs(number.todouble()));
      }
      long value = Integers.value(number);
      return value >= 0 ? number : lua.whole(-value);
    }

    private LuaNumber ceil(LuaNumber number) {
      return isWhole(number) ? number : rounded(Math.ceil(number.todouble()));
    }

    private LuaNumber floor(LuaNumber number) {
      return isWhole(number) ? number : rounded(Math.floor(number.todouble()));
    }

    /** Returns what has been rounded: from Lua 5.3 on an integer if there is one. */
    private LuaNumber rounded(double number) {
      if (!level53) {
        return Numbers.integral(number);
      }
      return Integers.fits(number) ? Integers.of((long) number) : Numbers.of(number);
    }

    private Varargs modf(Varargs args) {
      if (level53 && Integers.isInteger(args.arg(1))) {
        return varargsOf(args.arg(1), Numbers.of(0.0));
      }
      double number = checkDouble(args, 1);
      double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
      if (level53) {
        return varargsOf(rounded(whole), Numbers.of(whole == number ? 0.0 : number - whole));
      }
      double fraction = Double.isInfinite(number) ? 0 : number - whole;
      return varargsOf(Numbers.of(whole), Numbers.of(Math.copySign(fraction, number)));
    }

    private LuaNumber fmod(Varargs args) {
      if (level53 && Integers.isInteger(args.arg(1)) && Integers.isInteger(args.arg(2))) {
        long divisor = Integers.value(args.arg(2));
        if (divisor == 0) {
          throw argError(2, "zero");
        }
        return Integers.of(Integers.value(args.arg(1)) % divisor);
      }
      double divisor = checkDouble(args, 2); // PUC's compiler looks at it first
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

    private LuaNumber degrees(double radians) {
      return Numbers.of(level53 ? radians * DEGREES_PER_RADIAN : radians / RADIANS_PER_DEGREE);
    }

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
      @Nullable LuaNumber integer = integer(checkAny(args, 1));
      return integer == null ? NIL : integer;
    }

    private static LuaValue type(LuaValue value) {
      return Integers.isInteger(value) ? INTEGER : value instanceof LuaNumber ? FLOAT : NIL;
    }
  }
}
