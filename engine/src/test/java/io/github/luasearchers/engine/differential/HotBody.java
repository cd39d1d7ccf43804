package io.github.luasearchers.engine.differential;

import java.util.List;
import java.util.stream.Stream;

/** Writes the body of a function that gets hot: loops, calls, closures, coroutines and errors. */
final class HotBody {

  private static final int DEPTH = 3;
  private static final int TURNS = 6;

  private static final String[] RANGES = {
    "1, 0",
    "3, 1, -1",
    "2147483645, 2147483647",
    "-2147483646, -2147483648, -1",
    "1, 3, 1.0",
    "1.0, 3",
    "math.maxinteger - 2, math.maxinteger",
    "math.mininteger + 2, math.mininteger, -1",
    "math.maxinteger - 3, math.maxinteger, 2",
    "math.mininteger, math.mininteger + 1",
    "1, math.huge, math.maxinteger",
    "0.1, 0.5, 0.1"
  };

  private final Choices choices;
  private final int minor;
  private final HotValues values;
  private final String self;
  private final StringBuilder text = new StringBuilder();
  private int names;

  /** How many functions are around this place within the one that is written. */
  private int functions;

  HotBody(
      Choices choices,
      int minor,
      List<String> functions,
      String self,
      boolean isVararg,
      boolean hasPowers) {
    this.choices = choices;
    this.minor = minor;
    this.self = self;
    this.values = new HotValues(choices, minor, functions, self, hasPowers);
    values.hasVarargs = isVararg;
    values.variables.addAll(List.of("a", "b", "c"));
    values.numbers.addAll(values.variables);
  }

  String text() {
    return text.toString();
  }

  void write() {
    int statements = 2 + choices.below(6);
    for (int i = 0; i < statements; i++) {
      statement(DEPTH);
    }
    end();
  }

  private void end() {
    switch (choices.below(8)) {
      case 0 -> line("return " + values.call());
      case 1 -> line("return " + values.variable() + ", " + values.any(2));
      case 2 ->
          line(
              "if "
                  + values.condition(1)
                  + " then return "
                  + self
                  + "("
                  + values.arguments()
                  + ") end");
      case 3 -> line("return " + (values.hasVarargs ? "..." : values.variable()));
      case 4 -> line("return cut(" + values.atom() + " .. " + values.atom() + ")");
      case 5 -> line("return " + values.library());
      default -> line("return " + values.any(2));
    }
  }

  private String name(String prefix) {
    return prefix + ++names;
  }

  private String declared(String name) {
    values.variables.add(name);
    if (name.charAt(0) != 'x') {
      values.numbers.add(name);
    }
    return name;
  }

  private void local() {
    boolean isNumber = choices.below(4) > 0;
    String value = isNumber ? values.number(2) : values.any(2);
    String name = declared(name("x"));
    if (isNumber) {
      values.numbers.add(name);
    }
    line("local " + name + " = " + value);
  }

  private void assignment() {
    String name = values.variable();
    boolean isNumber = values.numbers.contains(name) && choices.below(5) > 0;
    line(name + " = " + (isNumber ? values.number(2) : values.any(2)));
  }

  private void block(int depth) {
    int begin = values.variables.size();
    do {
      statement(depth);
    } while (choices.below(5) > 2);
    leave(begin);
  }

  private void leave(int begin) {
    values.variables.subList(begin, values.variables.size()).clear();
  }

  private void statement(int depth) {
    switch (choices.below(depth > 0 ? 27 : 11)) {
      case 0, 1 -> local();
      case 2, 3 -> assignment();
      case 4 -> update();
      case 5 -> line(target() + " = " + values.any(2) + " or 0");
      case 6 ->
          line(
              values.variable()
                  + ", "
                  + values.variable()
                  + " = "
                  + values.number()
                  + ", "
                  + values.number(1));
      case 7 -> {
        String value = choices.oneIn(2) && values.hasVarargs ? "..." : values.call();
        String one = name("x");
        String other = name("x");
        line("local " + one + ", " + other + " = " + value);
        declared(one);
        declared(other);
      }
      case 8 -> line(values.call());
      case 9 ->
          line(
              "if "
                  + values.condition(2)
                  + " then "
                  + values.variable()
                  + " = "
                  + values.any(1)
                  + " end");
      case 10 -> line(choices.of(List.of("U", "V")) + " = " + values.number(1));
      case 11, 12, 13 -> numericFor(depth - 1);
      case 14, 15 -> whileOrRepeat(depth - 1);
      case 16, 17 -> condition(depth - 1);
      case 18 -> genericFor(depth - 1);
      case 19 -> closures(depth - 1);
      case 20 -> coroutine(depth - 1);
      case 21 -> protectedCall(depth - 1);
      case 22 -> jumps(depth - 1);
      case 23 -> closing(depth - 1);
      case 24 -> sorting();
      case 25 -> nestedFunction(depth - 1);
      default -> failure();
    }
  }

  /** Adds to a variable, as sums and counters do. */
  private void update() {
    String name = values.variable();
    List<String> operators = List.of("+", "-", "*", "%", "+", "..", "//", "~");
    String operator = choices.of(minor < 3 ? operators.subList(0, 6) : operators);
    line(name + " = " + name + " " + operator + " " + values.number());
    if (operator.equals("..")) {
      line(name + " = cut(" + name + ")");
    }
  }

  private String target() {
    return switch (choices.below(7)) {
      case 0 -> "T[" + choices.of(List.of("1", "2", "3", "4", "5")) + "]";
      case 1 -> "T[key(" + values.atom() + ")]";
      case 2 -> "T." + choices.of(List.of("n", "f", "s"));
      case 3 -> "O." + choices.of(List.of("v", "w"));
      case 4 -> values.variable() + "[key(" + values.atom() + ")]";
      case 5 -> values.variable() + ".x";
      default -> "G";
    };
  }

  // ---- loops

  private void numericFor(int depth) {
    String index = name("i");
    String count = name("n");
    String from =
        choices.oneIn(3)
            ? values.number()
            : choices.of(
                edges(
                    "1",
                    "1",
                    "0",
                    "3",
                    "1.0",
                    "'1'",
                    "2147483646",
                    "-2147483646",
                    "math.maxinteger - 2",
                    "math.mininteger + 1"));
    String to =
        choices.oneIn(3)
            ? values.number()
            : choices.of(
                edges(
                    "3",
                    "4",
                    "5",
                    "4.5",
                    "0",
                    "2147483647",
                    "math.huge",
                    "-1",
                    "-2147483648",
                    "math.maxinteger"));
    String step =
        choices.oneIn(3)
            ? ", "
                + choices.of(
                    edges(
                        "1",
                        "-1",
                        "2",
                        "0.5",
                        "1.0",
                        "-0.5",
                        "1",
                        "-1",
                        values.number(),
                        "math.maxinteger"))
            : "";
    line("local " + count + " = 0");
    String range = choices.oneIn(6) ? choices.of(edges(RANGES)) : from + ", " + to + step;
    line("for " + index + " = " + range + " do");
    int begin = values.variables.size();
    line(count + " = " + count + " + 1 if " + count + " > " + TURNS + " then break end");
    declared(index);
    block(depth);
    leave(begin);
    line("end");
    declared(count);
  }

  /** Leaves out what Lua 5.2 does not have. */
  private List<String> edges(String... numbers) {
    return Stream.of(numbers).filter(each -> minor >= 3 || !each.contains("integer")).toList();
  }

  private void whileOrRepeat(int depth) {
    String count = name("n");
    boolean isWhile = choices.oneIn(2);
    int turns = 2 + choices.below(4);
    line("local " + count + " = " + choices.of(List.of("0", "0.0")));
    line(isWhile ? "while " + count + " < " + turns + " do" : "repeat");
    int begin = values.variables.size();
    line(count + " = " + count + " + 1");
    block(depth);
    if (choices.oneIn(3)) {
      line("if " + values.condition(1) + " then break end");
    }
    if (isWhile) {
      leave(begin);
      line("end");
    } else {
      String inner = name("l");
      line("local " + inner + " = " + count);
      if (choices.oneIn(3)) {
        line("T.g = function() return " + inner + " end");
      }
      leave(begin);
      line("until " + inner + " >= " + turns);
    }
    declared(count);
  }

  private void genericFor(int depth) {
    String key = name("k");
    String value = name("e");
    String list =
        switch (choices.below(6)) {
          case 0 -> "ipairs({" + values.atom() + ", " + values.atom() + ", 3})";
          case 1 -> "ipairs(T)";
          case 2 -> "string.gmatch('a1b2', '(%a)(%d)')";
          case 3 -> "next, {" + values.number(1) + ", 8}";
          case 4 -> "upTo, 4, 0";
          default -> "counter(" + values.atom() + ")";
        };
    line("for " + key + ", " + value + " in " + list + " do");
    int begin = values.variables.size();
    declared(key);
    declared(value);
    block(depth);
    if (choices.oneIn(4)) {
      line("if " + values.condition(1) + " then break end");
    }
    leave(begin);
    line("end");
  }

  private void condition(int depth) {
    line("if " + values.condition(2) + " then");
    block(depth);
    if (choices.oneIn(2)) {
      line("else");
      block(depth);
    }
    line("end");
  }

  private void jumps(int depth) {
    String count = name("n");
    String label = name("again");
    String next = name("next");
    line("do local " + count + " = 0");
    line("::" + label + "::");
    line(count + " = " + count + " + 1");
    line("do local l" + count + " = " + count);
    int begin = values.variables.size();
    declared("l" + count);
    if (choices.oneIn(2)) {
      line("T.g = function() l" + count + " = l" + count + " + 1 return l" + count + " end");
    }
    line("if " + count + " == " + (1 + choices.below(3)) + " then goto " + next + " end");
    block(depth);
    line("::" + next + "::");
    leave(begin);
    line("end");
    line("if " + count + " < 4 then goto " + label + " end end");
  }

  // ---- functions

  private void closures(int depth) {
    String list = name("fs");
    String index = name("i");
    String inner = name("l");
    line("local " + list + " = {}");
    line("for " + index + " = 1, 4 do");
    int begin = values.variables.size();
    line("local " + inner + " = " + values.any(1));
    declared(index);
    declared(inner);
    line(
        list
            + "["
            + index
            + "] = function(z) "
            + inner
            + " = z or "
            + inner
            + " return "
            + inner
            + ", "
            + index
            + " end");
    block(depth);
    leave(begin);
    line("end");
    line(
        "for j = 1, #"
            + list
            + " do note("
            + list
            + "[j](), "
            + list
            + "[j]("
            + values.atom()
            + ")) end");
  }

  private void nestedFunction(int depth) {
    String name = name("g");
    boolean outer = values.hasVarargs;
    values.hasVarargs = choices.oneIn(3);
    line("local function " + name + "(p, q" + (values.hasVarargs ? ", ...)" : ")"));
    int begin = enterFunction();
    declared("p");
    declared("q");
    block(depth);
    end();
    leaveFunction(begin);
    line("end");
    values.hasVarargs = outer;
    String count = name("n");
    line("for " + count + " = 1, 3 do note(" + name + "(" + values.arguments() + ")) end");
  }

  private int enterFunction() {
    functions++;
    return values.variables.size();
  }

  private void leaveFunction(int begin) {
    functions--;
    leave(begin);
  }

  private void coroutine(int depth) {
    String co = name("co");
    boolean outer = values.hasVarargs;
    values.hasVarargs = false;
    line("local " + co + " = coroutine." + choices.of(List.of("wrap", "create")) + "(function(p)");
    int begin = enterFunction();
    declared("p");
    String index = name("i");
    line("for " + index + " = 1, 3 do");
    declared(index);
    line("p = coroutine.yield(" + values.any(1) + ", " + index + ")");
    block(depth);
    line("end");
    line("return " + values.any(1));
    leaveFunction(begin);
    line("end)");
    values.hasVarargs = outer;
    line("for _ = 1, 5 do note(go(" + co + ", " + values.atom() + ")) end");
  }

  private void protectedCall(int depth) {
    boolean outer = values.hasVarargs;
    String call = choices.of(List.of("pcall(function(p)", "xpcall(function(p)"));
    values.hasVarargs = false;
    line("note(" + call);
    int begin = enterFunction();
    declared("p");
    block(depth);
    end();
    leaveFunction(begin);
    values.hasVarargs = outer;
    line("end, " + (call.startsWith("x") ? "trace, " : "") + values.atom() + "))");
  }

  private void closing(int depth) {
    if (minor < 4) {
      numericFor(depth);
      return;
    }
    String name = name("k");
    line(
        "do local "
            + name
            + " <close> = C('"
            + name
            + "'"
            + choices.of(List.of("", "", ", 'error'"))
            + ")");
    block(depth);
    if (choices.oneIn(3)) {
      line("if " + values.condition(1) + " then return " + values.atom() + ", 2 end");
    }
    line("end");
  }

  private void sorting() {
    String list = name("s");
    line("local " + list + " = {num(" + values.atom() + "), 3, 1, num(" + values.atom() + "), 2}");
    line(
        "note(pcall(table.sort, "
            + list
            + ", function(x, y) U = "
            + values.atom()
            + " return x "
            + choices.of(List.of("<", ">"))
            + " y end))");
  }

  private void failure() {
    String message =
        switch (choices.below(4)) {
          case 0 -> "error('e', " + choices.below(3) + ")";
          case 1 -> "error(" + values.atom() + ")";
          case 2 -> "string.rep(" + values.atom() + ", 2, " + values.variable() + ")";
          default -> "local _ = " + values.variable() + ".x.y";
        };
    line("if " + values.condition(1) + " then " + message + " end");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
