package io.github.luasearchers.engine.differential;

/**
 * Coroutines that yield in what compiled code calls: functions, iterators, and metamethods of each
 * kind, whose answers are used in the ways that an instruction may use them.
 */
final class Switches extends Shape {

  private static final String[] BINARY = {"add", "sub", "mul", "div", "mod", "pow", "concat", "lt"};
  private static final String[] OTHERS = {"unm", "len", "call", "eq", "le", "index", "newindex"};

  Switches(Choices choices, int minor) {
    super(choices, minor);
  }

  @Override
  void write() {
    line("local meta, count, period = {}, 0, ", one("2", "1", "3", "5"));
    line("local function ask(name, v)");
    line("count = count + 1");
    line("if count % period == 0 then return coroutine.yield(name, v) end");
    line("return ", one("v", "true", "nil", "count"));
    line("end");
    for (String each : BINARY) {
      event(each);
    }
    for (String each : OTHERS) {
      event(each);
    }
    line("local o, p = setmetatable({}, meta), setmetatable({}, meta)");
    line("local function inner(a, b)");
    line("local x = ask('inner', a)");
    line(one("return x, b", "return ask(x, b)", "return ask('again', b), x"));
    line("end");
    line("local function each(s, k) if k < 3 then ask('each', k) return k + 1, s end end");
    line("local function f(a, b)");
    line("local x, y, n = ", one("1", "a"), ", 2.5, 0");
    line("for i = 1, 3 do");
    some(4, this::step);
    line("note(x, y, n, i)");
    line("end");
    line("return ", one("x, y, n", "inner(x, y)", "ask('end', n)", "o(n)", "x"));
    line("end");
    line("for r = 1, ROUNDS do");
    line("local co = coroutine.create(f)");
    String answer = changing(one("r", "r * 0.5", "r % 2 == 0"), one("nil", "false", "'t'", "2"));
    line("for j = 1, ", one("9", "14"), " do note(go(co, ", answer, ", j)) end");
    line("end");
  }

  private void event(String name) {
    line(
        "function meta.__",
        name,
        "(a, b) return ask('",
        name,
        "', ",
        one("7", "1.5", "b"),
        ") end");
  }

  private void step() {
    String target = one("x", "y", "n");
    switch (choices.below(11)) {
      case 0 -> line(target, " = ", one("o", "i"), one(" + ", " - ", " * ", " % ", " ^ "), "p");
      case 1 -> line(target, " = ", comparison());
      case 2 -> line("if ", comparison(), " then n = i else y = i end");
      case 3 -> line("if not (", comparison(), ") then ", target, " = i end");
      case 4 ->
          line(target, " = ", one("o.k", "o[i]", "-o", "#o", "o .. 'a'", "i .. o .. 'b' .. p"));
      case 5 -> line(one("o.k", "o[i]"), " = ", one("i", "x", "n"));
      case 6 -> line(target, ", x = ", one("inner(i, y)", "inner(x)", "o(i)", "o(x, y), i"));
      case 7 -> line("for k, v in each, ", target, ", 0 do n = k ", one("", "y = v"), " end");
      case 8 ->
          line("note(", one("inner(i, x)", "(inner(i))", "i, inner(x, y)", "pcall(inner, i)"), ")");
      case 9 -> line("local t = {i, inner(x, y)} note(t[1], t[2], t[3])");
      default -> line(target, " = ", comparison(), one(" and ", " or "), one("i", "x", "y"));
    }
  }

  private String comparison() {
    return one("o", "o", "p")
        + one(" < ", " <= ", " == ", " > ", " >= ", " ~= ")
        + one("p", "o", "p");
  }
}
