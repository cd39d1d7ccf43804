package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.Arithmetic;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaFloat;
import io.github.luasearchers.engine.value.Numbers;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;

/**
 * Arithmetic on constants, by the rules of each version: PUC's {@code constfolding}. Lua 5.2
 * computes with C's results, the bits of NaN included; later versions leave to the loop what gives
 * a zero or NaN as a float, and what fails.
 */
final class ConstantFolding {

  /** The NaN that x86 processors produce: PUC prints it as {@code -nan}. */
  private static final double NAN = Double.longBitsToDouble(0xFFF8000000000000L);

  private ConstantFolding() {}

  /** Returns an operation's result, null if it is not computed at compile time. */
  static @Nullable LuaNumber fold(Operator op, LuaNumber left, LuaNumber right, Level level) {
    boolean zero = right.todouble() == 0;
    if (zero && (op == Operator.DIV || op == Operator.MOD || op == Operator.IDIV)) {
      return null;
    }
    return level.hasIntegers()
        ? foldSubtypes(op, left, right, level)
        : foldDoubles(op, left, right);
  }

  private static @Nullable LuaNumber foldSubtypes(
      Operator op, LuaNumber left, LuaNumber right, Level level) {
    LuaNumber result = (LuaNumber) Arithmetic.apply(op.operation(), left, right, level);
    if (result == null || Integers.isInteger(result)) {
      return result;
    }
    double number = result.todouble();
    return number == 0 || Double.isNaN(number) ? null : result;
  }

  private static LuaNumber foldDoubles(Operator op, LuaNumber left, LuaNumber right) {
    double result = apply(op, left.todouble(), right.todouble());
    boolean isFloat =
        op == Operator.DIV || op == Operator.POW || isWholeFloat(left) || isWholeFloat(right);
    return isFloat ? Numbers.of(result) : Numbers.integral(result);
  }

  /** Tells whether a division or power has computed a whole number, which Java sees as a float. */
  private static boolean isWholeFloat(LuaNumber number) {
    return number instanceof LuaFloat && Numbers.integral(number.todouble()) instanceof LuaInteger;
  }

  private static double apply(Operator op, double left, double right) {
    double result =
        switch (op) {
          case ADD -> left + right;
          case SUB -> left - right;
          case MUL -> left * right;
          case DIV -> left / right;
          case MOD -> Numbers.mod(left, right);
          case UNM -> Numbers.negate(left);
          default -> Numbers.pow(left, right);
        };
    if (!Double.isNaN(result) || op == Operator.UNM) {
      return result;
    }
    if (Double.isNaN(left)) {
      return left;
    }
    return Double.isNaN(right) ? right : NAN;
  }
}
