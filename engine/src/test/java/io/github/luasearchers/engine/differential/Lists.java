package io.github.luasearchers.engine.differential;

import java.util.List;

/** Lists of values: arguments and results, tail calls, constructors and iterators. */
final class Lists extends Shape {

  private static final String[] ATOMS = {"a", "b", "n", "1", "nil", "2.5", "'s'"};
  private static final String[] FUNCTIONS = {"id", "two", "rest", "many", "object", "f"};

  private boolean isVararg;

  Lists(Choices choices, int minor) {
    super(choices, minor);
  }

  @Override
  void write() {
    line("local function id(...) return ... end");
    line("local function two(a, b) return b, a end");
    line("local function rest(a, ...) return ... end");
    line("local function many(a, b, ...) return select('#', ...), b, ... end");
    line("local function triple(s, k) if k < 3 then return k + 1, s, k * 0.5, nil, 'e' end end");
    line("local object = setmetatable({}, {__call = function(_, ...) return 'o', ... end})");
    line("local f");
    isVararg = choices.oneIn(2);
    line("function f(n, a, b", isVararg ? ", ...)" : ")");
    line("if n < 1 then return a, b end");
    some(4, this::statement);
    line("return ", result());
    line("end");
    line("for r = 1, ROUNDS do");
    some(2, () -> line("note(pcall(f, r % 3, ", arguments(), "))"));
    line("end");
  }

  private String arguments() {
    return changing("r", "nil")
        + one("", ", r * 0.5", ", 'b', r, nil", ", nil, 4, 5, 6, 7", ", 1, 2, 3, nil, nil");
  }

  private void statement() {
    switch (choices.below(10)) {
      case 0 -> line("local x, y, z = ", list(), " note(x, y, z)");
      case 1 -> line("note(", list(), ")");
      case 2 -> line("note(select('#', ", list(), "), (", call(), "))");
      case 3 -> line("local t = {", list(), "} note(t[1], t[2], t[3], t[4], t[5])");
      case 4 -> constructor();
      case 5 -> loop();
      case 6 -> line("a, b = ", list());
      case 7 -> line("local t = {} t.x, a, t.y = ", list(), " note(t.x, a, t.y)");
      case 8 -> line("for i = 1, 3 do a, b = ", list(), " note(i, a, b) end");
      default -> line("a, b = b, a");
    }
  }

  private void constructor() {
    int count = choices.of(List.of(3, 49, 50, 51, 101));
    line("local t = {" + "n, ".repeat(count), list(), "}");
    line("note(t[" + count, "], t[" + (count + 1), "], t[" + (count + 2), "], t[50], t[51])");
  }

  private void loop() {
    line(
        "for p, q, s, u, v in ",
        one(
            "triple, a, 0",
            "string.gmatch('a1x b2y c3z', '(%a)(%d)(%a)')",
            "ipairs({" + list() + "})",
            "next, {n}",
            "pairs({b, k = a})"),
        " do");
    line("note(p, q, s, u, v)");
    line(one("b = s", "if q == b then break end", "a = p", "p = q"));
    line("end");
  }

  private String atom() {
    return one(ATOMS);
  }

  /** Writes a list whose length may depend on what is called. */
  private String list() {
    return switch (choices.below(isVararg ? 11 : 9)) {
      case 0 -> atom();
      case 1, 2 -> call();
      case 3 -> atom() + ", " + call();
      case 4 -> "(" + call() + "), " + atom();
      case 5 -> atom() + ", " + atom() + ", " + atom();
      case 6 -> "table.unpack({" + atom() + ", " + atom() + ", 3}, 1, " + one("n", "3", "2") + ")";
      case 7 -> call() + ", " + call();
      case 9, 10 -> one("...", atom() + ", ...", "select(2, ...)", "id(...)", "(...)");
      default -> "select(2, " + atom() + ", " + call() + ")";
    };
  }

  private String call() {
    String function = one(FUNCTIONS);
    String inner = one("id", "rest", "two", "many");
    String first = function.equals("f") ? "n - 1, " : "";
    return function
        + "("
        + first
        + one(
            atom(), atom() + ", " + atom(), inner + "(" + atom() + ", a, b, n)", "a, b, 3, 4, 5, 6")
        + ")";
  }

  private String result() {
    return switch (choices.below(7)) {
      case 0, 1, 2 -> call();
      case 3 -> list();
      case 4 -> "pcall(" + one("two", "many", "object") + ", " + list() + ")";
      case 5 -> "(" + call() + ")";
      default -> "select('#', " + list() + ")";
    };
  }
}
