package io.github.luasearchers.engine.differential;

/**
 * Conditions over variables that have been integers, floats or truth values for a while, and whose
 * results go to such variables; among them numbers that are none.
 */
final class TypedLocals extends Shape {

  private static final String[] VARIABLES = {"x", "y", "z"};
  private static final String[] NUMBERS = {"i", "a", "b", "a", "b", "n", "2", "1.5", "(0/0)"};
  private static final String[] COMPARISONS = {"<", "<=", "<", "<=", "==", "~=", ">", ">="};
  private static final String[] ARGUMENTS = {"r", "r * 0.5", "2", "1.5", "r % 3", "0.5", "(0/0)"};
  private static final String[] OTHERS = {"nil", "false", "true", "'s'", "7", "0.25", "(0/0)"};

  TypedLocals(Choices choices, int minor) {
    super(choices, minor);
  }

  @Override
  void write() {
    line("local function f(a, b, c)");
    line("local n = ", one("0", "0.5"));
    line("local x, y, z = ", one("1", "a"), ", ", one("2.5", "b"), ", ", one("true", "c", "nil"));
    line("for i = ", one("1, 4", "1.0, 3.0, 0.5", "4, 1, -1"), " do");
    some(8, this::statement);
    line(one("n = n + 1", "n = n - i", ""));
    line("note(x, y, z, n)");
    line("end");
    line("return x, y, z");
    line("end");
    line("for r = 1, ROUNDS do");
    line("note(pcall(f, ", argument(), ", ", argument(), ", ", argument(), "))");
    line("end");
  }

  private String argument() {
    return changing(one(ARGUMENTS), choices.oneIn(2) ? one(OTHERS) : one(ARGUMENTS));
  }

  private void statement() {
    String target = one(VARIABLES);
    switch (choices.below(11)) {
      case 0 -> line(target, " = ", value(), " and ", value());
      case 1 -> line(target, " = ", value(), " or ", value());
      case 2 -> line(target, " = ", value(), " and ", value(), " or ", value());
      case 3 -> line(target, " = ", condition(), " and ", value(), " or ", value());
      case 4 -> line(target, " = not ", one(value(), "(" + condition() + ")"));
      case 5 -> line(target, " = ", condition());
      case 6 -> line("if ", condition(), " then ", target, " = ", value(), " end");
      case 7 ->
          line("if ", value(), " then ", target, " = i else ", target, " = ", value(), " end");
      case 8 -> line("if not (", condition(), ") then ", target, " = ", one(NUMBERS), " end");
      case 9 -> line(target, " = ", one(NUMBERS), " ", one("+", "-", "*"), " ", one(NUMBERS));
      default -> line(target, " = ", one(NUMBERS));
    }
  }

  private String value() {
    return switch (choices.below(8)) {
      case 0, 1, 2, 3 -> one(VARIABLES);
      case 4 -> one(OTHERS);
      case 5 -> "c";
      default -> one(NUMBERS);
    };
  }

  private String condition() {
    String first = one(NUMBERS) + " " + one(COMPARISONS) + " " + one(NUMBERS);
    return switch (choices.below(6)) {
      case 4 -> first + one(" and ", " or ") + value();
      case 5 -> value() + one(" == ", " ~= ") + value();
      default -> first;
    };
  }
}
