package io.github.luasearchers.engine.compiler;

/** Arithmetic on constants, with C's results, the bits of NaN included. */
final class ConstantFolding {

  /** The NaN that x86 processors produce: PUC prints it as {@code -nan}. */
  private static final double NAN = Double.longBitsToDouble(0xFFF8000000000000L);

  private ConstantFolding() {}

  /** Tells whether an operation may be computed at compile time. */
  static boolean isSafe(Operator op, double right) {
    return right != 0 || op != Operator.DIV && op != Operator.MOD;
  }

  static double negate(double number) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(number) ^ Long.MIN_VALUE);
  }

  static double apply(Operator op, double left, double right) {
    double result =
        switch (op) {
          case ADD -> left + right;
          case SUB -> left - right;
          case MUL -> left * right;
          case DIV -> left / right;
          case MOD -> left - Math.floor(left / right) * right;
          default -> power(left, right);
        };
    if (!Double.isNaN(result)) {
      return result;
    }
    if (Double.isNaN(left)) {
      return left;
    }
    return Double.isNaN(right) ? right : NAN;
  }

  /** C's {@code pow}, which returns 1 where Java's returns NaN. */
  private static double power(double left, double right) {
    boolean one = left == 1 || left == -1 && Double.isInfinite(right);
    return one ? 1 : Math.pow(left, right);
  }
}
