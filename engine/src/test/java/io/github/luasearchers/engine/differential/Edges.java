package io.github.luasearchers.engine.differential;

/**
 * Arithmetic in loops at the edges of what holds a number: the ints of Lua 5.2's small numbers, the
 * integers that a double has, 64 bits, and zeros with their signs.
 */
final class Edges extends Shape {

  private static final String[] VALUES = {
    "1",
    "0",
    "(-1)",
    "3",
    "0.5",
    "0.0",
    "(-0.0)",
    "2147483647",
    "(-2147483648)",
    "46341",
    "65536",
    "2147483646",
    "1073741824",
    "9007199254740991",
    "9007199254740992",
    "(-9007199254740992)",
    "math.maxinteger",
    "math.mininteger",
    "math.maxinteger // 2",
    "1e308",
    "(-5)",
    "7.5"
  };

  private static final String[] VARIABLES = {"x", "y", "a", "b", "i", "x", "y"};

  Edges(Choices choices, int minor) {
    super(choices, minor);
  }

  @Override
  void write() {
    if (choices.oneIn(3)) {
      growth();
    } else {
      steps();
    }
  }

  /** Lets numbers get too large for their kind, after a while in which they were small. */
  private void growth() {
    line("local function f(x, y)");
    line("for i = 1, 150 do");
    line("if i > ", one("40", "70", "50"), " then");
    some(
        2,
        () -> line(one("x = x + x", "x, y = y, x + y", "y = y + x", "y = y - x - x", "x = x * 2")));
    line("else");
    some(
        2, () -> line(one("x = x + 1", "y = y - i", "x, y = y, x", "y = y * -1", "x = x + y % 3")));
    line("end");
    line("end");
    line("return x, y, x == y, cut(x .. ''), cut(y .. '')");
    line("end");
    line("for r = 1, ROUNDS do");
    String usual = one("r", "1", "3", "(-7)", "r - 9", "0.5");
    String other = one("r", "2", "r * 2", "0", "(-0.0)");
    line("note(pcall(f, ", changing(usual, one(VALUES)), ", ", other, "))");
    line("end");
  }

  private void steps() {
    line("local function f(a, b)");
    line("local x, y = ", one("a", "1", "0.0", "0", "b"), ", ", one("b", "0", "a", "0.5"));
    line("for i = ", one("1, 4", "-2, 2", "1.0, 4.0", "2, -1, -1"), " do");
    some(4, this::step);
    line(
        one(
            "note(x, 1 / x, y, 1 / y, 0)",
            "note(cut(x .. ''), cut(y .. ''), 1 / x, x == y)",
            "note(x < y, x <= y, x == y, x, 1 / y)"));
    line("end");
    line("return x, y, x == y, cut(x .. ':' .. y)");
    line("end");
    line("for r = 1, ROUNDS do");
    some(2, () -> line("note(pcall(f, ", argument(), ", ", argument(), "))"));
    line("end");
  }

  private String argument() {
    return changing(choices.oneIn(5) ? one("r", "r - 9", "r * 0.5") : one(VALUES), one(VALUES));
  }

  private void step() {
    String target = one("x", "y");
    String other = one(VARIABLES);
    switch (choices.below(13)) {
      case 0 -> line(target, " = -", other);
      case 1 -> line(target, " = ", target, " ", one("+", "*", "-"), " ", other);
      case 2 -> line(target, " = ", one("0", "(-1)", "0.0", "(-0.0)", "2"), " * ", other);
      case 3 -> line(target, " = ", other, one(" - ", " + ", " * "), one(VARIABLES));
      case 4 -> line(target, " = ", target, one(" * ", " + "), one(VALUES));
      case 5 ->
          line(target, " = ", one("x", "a", "i"), one(" % ", " / ", " // "), one("y", "b", "3"));
      case 6 -> line(target, " = (", other, " - ", other, ")", one("", " * -1", " * b"));
      case 7 -> line("if ", other, " == 0 then ", target, " = ", target, " + 1 end");
      case 8 -> line(target, " = -(", other, one(" * ", " + ", " - "), one(VARIABLES), ")");
      case 9 -> line(target, " = ", one(VALUES));
      case 10 -> line("local t = {[x] = i} note(t[y], t[x / 1], t[x + 0.0], rawequal(x, y))");
      case 11 -> line(target, " = ", target, " + ", target);
      default -> line(target, " = ", target, " * ", target);
    }
  }
}
