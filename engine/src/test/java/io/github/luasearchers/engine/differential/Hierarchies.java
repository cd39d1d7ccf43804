package io.github.luasearchers.engine.differential;

/**
 * Objects whose classes inherit from each other, read again and again while any table of them gets
 * and loses fields, or inherits from another.
 */
final class Hierarchies extends Shape {

  private static final String[] KEYS = {"x", "y", "x", "z", "m"};

  private int classes;

  Hierarchies(Choices choices, int minor) {
    super(choices, minor);
  }

  @Override
  void write() {
    classes = 2 + choices.below(3);
    line("local C1 = {x = 1, y = 2.5, m = function(self, a) return self.x, a end}");
    line("C1.__index = C1");
    for (int i = 2; i <= classes; i++) {
      String parent = "C" + (i - 1);
      line("local C" + i, " = setmetatable({", one("", "", "z = 3", "y = 4"), "}, ", parent, ")");
      line("C" + i, ".__index = C" + i);
    }
    line("local o1 = setmetatable({}, C" + classes, ")");
    line("local o2 = setmetatable({", one("", "x = 5", "z = 6, y = 7"), "}, ", table(), ")");
    reader();
    line("for r = 1, ROUNDS do");
    line("note(pcall(read, o1, r))");
    some(4, () -> line("if r ", when(), " then pcall(function() ", change(), " end) end"));
    line("note(pcall(read, ", one("o2", "o1", table(), "'s'"), ", r))");
    line("end");
    line("string.zz, G1 = nil");
  }

  private void reader() {
    line("local function read(o, v)");
    line("local s, n = 0, 0");
    some(4, this::reading);
    line("return s, n, o.x, o.z");
    line("end");
  }

  private void reading() {
    switch (choices.below(8)) {
      case 0, 1 -> line("n = o.", one(KEYS));
      case 2 -> {
        line("for i = 1, 4 do s = s + (o.", one("x", "y"), " or 10)");
        if (choices.oneIn(2)) {
          line("if i == 2 and v ", when(), " then ", change(), " end");
        }
        line("end");
      }
      case 3 -> line("note(o:m(v))");
      case 4 -> line("o.", one("x", "y", "z"), " = ", one("v", "nil", "s"));
      case 5 -> line("n = (", one("G1", "('a').zz", "o.y", "C1.x"), ")");
      case 6 -> line("if v ", when(), " then ", change(), " end");
      default -> line("note(o.x, o.y, o.z)");
    }
  }

  private String when() {
    int round = 4 + choices.below(20);
    return choices.oneIn(4) ? "% 5 == " + round % 5 : "== " + round;
  }

  private String table() {
    return "C" + (1 + choices.below(classes));
  }

  private String change() {
    String table = choices.oneIn(5) ? one("o1", "o2") : table();
    return switch (choices.below(12)) {
      case 0, 1, 2 -> table + "." + one("x", "y", "z") + " = " + one("20", "'new'", "nil", "30.5");
      case 3 -> table + ".m = " + one("function(self, a) return 'm', self.y end", "nil");
      case 4 -> "setmetatable(" + table + ", " + one(table(), table(), "nil") + ")";
      case 5 -> "rawset(" + table + ", '" + one(KEYS) + "', " + one("40", "nil", "false") + ")";
      case 6 -> table + ".__index = " + one("nil", table(), "function(t, k) return k end", "C1");
      case 7 -> "(getmetatable(" + table + ") or {}).__index = " + one(table(), "{x = 50}", "nil");
      case 8 -> table + ".__newindex = " + one(table(), "function(t, k, w) n = w end", "nil");
      case 9 -> one("G1", "string.zz") + " = " + one("60", "nil", "'g'");
      case 10 -> "for i = 1, 9 do " + table + "['k' .. i] = i end";
      default -> table + "." + one("x", "y") + ", C1.x = nil, 70";
    };
  }
}
