package io.github.luasearchers.engine.differential;

/**
 * Numeric loops over integers and floats, up and down, that meet their limit or miss it by a
 * little.
 */
final class NumericLoops extends Shape {

  private static final double[] STEPS = {
    1, -1, 0.5, -0.5, 2, 0.25, 3, -2, 1.5, 0.1, -0.75, 0x1p31, 0x1p52, -0x1p52
  };

  private static final double[] STARTS = {1, 0, 0.5, -2, 3.5, -0.0, 100, 0x1p31, -0x1p31, 0x1p53};

  /** Whether nearly all loops are over floats, so that they are translated for these. */
  private boolean hasFloats;

  NumericLoops(Choices choices, int minor) {
    super(choices, minor);
  }

  @Override
  void write() {
    hasFloats = choices.oneIn(2);
    line("local function run(a, b, c)");
    line("local n, s, last = 0, ", one("0", "0.0", "1"), ", nil");
    String range = choices.oneIn(4) ? range() : one("a, b, c", "a, b, c", "a, b", "a, 4.0, c");
    line("for i = ", range, " do");
    line("n = n + 1 if n > 7 then break end");
    some(2, this::turn);
    line("end");
    line("return n, s, last");
    line("end");
    line("for r = 1, ROUNDS do");
    some(3, () -> line("note(pcall(run, ", choices.oneIn(3) ? changing() : range(), "))"));
    line("end");
  }

  private void turn() {
    line(
        one(
            "s = s + i",
            "last = i",
            "note(i, 1 / i)",
            "s = s - i * 2",
            "if i == b then last = 'limit' end",
            "last = cut(i .. '')",
            "i = i + 1 last = i",
            "T = function() return i end s = T()",
            "for j = i, b, c do s = s + j n = n + 1 if n > 7 then break end end"));
  }

  /** Writes the three of a loop that gets to another kind of numbers in some round. */
  private String changing() {
    String[] one = range().split(", ");
    String[] other = range().split(", ");
    return changing(one[0], other[0])
        + ", "
        + changing(one[1], other[1])
        + ", "
        + changing(one[2], other[2]);
  }

  private String range() {
    if (choices.oneIn(6)) {
      return one(
          "1, 3, 1.0",
          "2147483645, 2147483647, 1",
          "-2147483646, -2147483648, -1",
          "math.maxinteger - 2, math.maxinteger, 1",
          "math.mininteger + 2, math.mininteger, -1",
          "math.maxinteger - 3, math.maxinteger, 2",
          "1, math.huge, 2147483647",
          "1, 0/0, 1",
          "1, -math.huge, -0.5",
          "'1', 3, 1",
          "9007199254740990, 9007199254740992, 1");
    }
    double step = STEPS[choices.below(STEPS.length)];
    double from = STARTS[choices.below(STARTS.length)];
    double beyond = choices.oneIn(4) ? step / (choices.oneIn(2) ? 3 : -3) : 0;
    double to = from + choices.below(5) * step + beyond;
    boolean isFloat = hasFloats || choices.oneIn(6);
    return number(from, isFloat)
        + ", "
        + number(to, choices.oneIn(4))
        + ", "
        + number(step, isFloat);
  }

  private static String number(double value, boolean isFloat) {
    boolean isWhole = value == Math.rint(value) && !isFloat && 1 / value > -1e9;
    return isWhole ? Long.toString((long) value) : Double.toString(value);
  }
}
