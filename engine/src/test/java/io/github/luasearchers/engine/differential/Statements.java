package io.github.luasearchers.engine.differential;

import java.util.List;
import java.util.Set;

/** Writes statements: declarations, assignments, loops, jumps, functions and coroutines. */
final class Statements {

  private static final int DEPTH = 2;

  private final Choices choices;
  private final Scope scope = new Scope();
  private final Expressions expressions;
  private final int minor;
  private final StringBuilder text = new StringBuilder();

  Statements(Choices choices, int minor) {
    this.choices = choices;
    this.expressions = new Expressions(choices, scope, minor);
    this.minor = minor;
  }

  String text() {
    return text.toString();
  }

  Set<String> meetings() {
    return expressions.meetings();
  }

  /** Writes some statements, in which blocks are nested so deep. */
  private void block(int depth) {
    int begin = scope.begin();
    while (choices.below(5) > 1) {
      statement(depth);
    }
    scope.end(begin);
  }

  /** Writes a statement. */
  void statement(int depth) {
    switch (choices.below(depth > 0 ? 20 : 10)) {
      case 0, 1 -> line("show(" + expressions.number(DEPTH) + ")");
      case 2, 3, 4 -> line("show(pcall(function() return " + expressions.any(DEPTH) + " end))");
      case 5 -> compared();
      case 6 -> declaration();
      case 7 -> assignment();
      case 8 -> tableKeys();
      case 9 -> broken();
      case 10 -> condition(depth - 1);
      case 11 -> numericFor(depth - 1);
      case 12 -> whileOrRepeat(depth - 1);
      case 13 -> jumps(depth - 1);
      case 14 -> genericFor(depth - 1);
      case 15 -> function(depth - 1);
      case 16 -> closures(depth - 1);
      case 17 -> coroutine(depth - 1);
      case 18 -> closing(depth - 1);
      default -> protectedBlock(depth - 1);
    }
  }

  // ---- without blocks

  /** Compares what lies close together where integers and floats have different neighbours. */
  private void compared() {
    boolean near = choices.oneIn(2);
    String left = near ? choices.of(Kind.NEIGHBOURS) : expressions.number(1);
    String right = near ? choices.of(Kind.NEIGHBOURS) : expressions.number(1);
    String one = scope.name("v");
    String other = scope.name("v");
    line("local " + one + ", " + other + " = " + left + ", " + right);
    String pair = one + " %s " + other;
    line(
        "show(pcall(function() return ("
            + pair.formatted("==")
            + "), ("
            + pair.formatted("<")
            + "), ("
            + pair.formatted("<=")
            + ") end))");
    scope.add(one, Kind.ANY, false);
    scope.add(other, Kind.ANY, false);
  }

  private void declaration() {
    if (minor >= 4 && choices.oneIn(4)) {
      String name = scope.name("c");
      Expressions.Expression value = expressions.atom(choices.oneIn(2));
      line("local " + name + " <const> = " + value.text());
      scope.add(name, value.kind(), true);
    } else if (choices.oneIn(3)) {
      String one = scope.name("v");
      String other = scope.name("v");
      line("local " + one + ", " + other + " = " + kept(DEPTH));
      scope.add(one, Kind.ANY, false);
      scope.add(other, Kind.ANY, false);
    } else {
      String name = scope.name("v");
      Expressions.Expression value = expressions.atom(choices.oneIn(2));
      line("local " + name + " = " + value.text());
      scope.add(name, value.kind(), false);
    }
  }

  /** Writes a value that may be kept: what loops make ever longer is cut. */
  private String kept(int depth) {
    return "keep(pcall(function() return " + expressions.any(depth) + " end))";
  }

  private void assignment() {
    List<Scope.Variable> writable = scope.writable();
    if (writable.isEmpty()) {
      line("g = " + expressions.number(1));
      return;
    }
    Scope.Variable one = choices.of(writable);
    Scope.Variable other = choices.of(writable);
    if (choices.oneIn(2)) {
      line(one.name() + ", " + other.name() + " = " + other.name() + ", " + one.name());
    } else {
      line(one.name() + " = select(2, " + kept(DEPTH) + ")");
    }
    scope.write(one);
    if (!one.equals(other)) {
      scope.write(other);
    }
  }

  /** Writes a table whose keys may be the same number, and reads it. */
  private void tableKeys() {
    String table = scope.name("t");
    line(
        "local "
            + table
            + " = {"
            + expressions.number(0)
            + ", ["
            + expressions.number(0)
            + "] = 1}");
    line("pcall(function() " + table + "[" + expressions.key(1) + "] = 'p' end)");
    line("pcall(function() " + table + "[" + expressions.key(0) + "] = 'q' end)");
    String key = expressions.key(1);
    line("show(pcall(function() return " + table + "[" + key + "], #" + table + " end))");
    line("show(keys(" + table + "))");
    scope.add(table, Kind.TABLE, true);
  }

  /** Writes a text that may be no Lua: a little program, with one of its words another. */
  private void broken() {
    Statements small = new Statements(choices, minor);
    small.statement(1);
    List<String> words = List.of(small.text().split("(?<=\\W)|(?=\\W)"));
    StringBuilder source = new StringBuilder();
    int place = choices.below(words.size());
    for (int i = 0; i < words.size(); i++) {
      source.append(i == place ? choices.of(Words.ALL) : words.get(i));
    }
    line("show(broken([==[" + source.toString().replace("]==]", "") + "]==]))");
  }

  // ---- with blocks

  private void condition(int depth) {
    line("if " + expressions.number(1) + " then");
    block(depth);
    line("else");
    block(depth);
    line("end");
  }

  private void numericFor(int depth) {
    String count = scope.name("n");
    String name = scope.name("i");
    String step = choices.oneIn(2) ? ", " + expressions.any(0) : "";
    line("local " + count + " = 0");
    line("show(pcall(function()");
    line("for " + name + " = " + bound() + ", " + bound() + step + " do");
    int begin = scope.begin();
    scope.add(name, Kind.ANY, false);
    line(count + " = " + count + " + 1 if " + count + " > 4 then break end show(" + name + ")");
    block(depth);
    scope.end(begin);
    line("end");
    line("end))");
  }

  private String bound() {
    return choices.oneIn(4) ? expressions.any(1) : expressions.atom(true).text();
  }

  private void whileOrRepeat(int depth) {
    String count = scope.name("n");
    boolean isWhile = choices.oneIn(2);
    line("local " + count + " = 0");
    line(isWhile ? "while " + count + " < 3 do" : "repeat");
    int begin = scope.begin();
    line(count + " = " + count + " + 1");
    block(depth);
    if (choices.oneIn(3)) {
      line("if " + count + " == 2 then break end");
    }
    if (isWhile) {
      line("end");
    } else {
      String inner = scope.name("l");
      line("local " + inner + " = " + count);
      line("until " + inner + " >= 3");
    }
    scope.end(begin);
  }

  /** Writes a loop of a label and jumps, in which each turn has variables of its own. */
  private void jumps(int depth) {
    String count = scope.name("n");
    String again = scope.name("again");
    String next = scope.name("next");
    String list = scope.name("f");
    String inner = scope.name("l");
    line("do local " + count + ", " + list + " = 0, {}");
    int begin = scope.begin();
    line("::" + again + "::");
    line(count + " = " + count + " + 1");
    line("do local " + inner + " = " + count);
    line(
        list
            + "["
            + count
            + "] = function() "
            + inner
            + " = "
            + inner
            + " + 1 return "
            + inner
            + " end");
    closed(choices.oneIn(2));
    line("if " + count + " == " + (1 + choices.below(3)) + " then goto " + next + " end");
    block(depth);
    line("::" + next + "::");
    line("end");
    scope.end(begin);
    line("if " + count + " < 3 then goto " + again + " end");
    line("for j = 1, #" + list + " do show(" + list + "[j](), " + list + "[j]()) end end");
  }

  private void closed(boolean wanted) {
    if (minor >= 4 && wanted) {
      String name = scope.name("k");
      line("local " + name + " <close> = " + closer(name));
    }
  }

  private String closer(String name) {
    return switch (choices.below(8)) {
      case 5 -> "C('" + name + "', 'error')";
      case 6 -> "C('" + name + "', 'yield')";
      case 7 -> choices.of(List.of("nil", "false", expressions.any(0)));
      default -> "C('" + name + "')";
    };
  }

  private void genericFor(int depth) {
    String name = scope.name("e");
    String list =
        switch (choices.below(minor >= 4 ? 5 : 4)) {
          case 0 -> "ipairs({1, 2.0, '3', nil, 5})";
          case 1 -> "ipairs(" + expressions.any(0) + ")";
          case 2 -> "string.gmatch('a1b2', '%a%d')";
          case 3 -> expressions.any(1);
          default -> "next, {7}, nil, " + closer(scope.name("k"));
        };
    String count = scope.name("n");
    line("local " + count + " = 0");
    line("show(pcall(function()");
    line("for " + name + ", " + name + "v in " + list + " do");
    int begin = scope.begin();
    scope.add(name, Kind.ANY, false);
    line(count + " = " + count + " + 1 if " + count + " > 4 then break end");
    line("show(" + name + ", " + name + "v)");
    block(depth);
    if (choices.oneIn(3)) {
      line("break");
    }
    scope.end(begin);
    line("end");
    line("end))");
  }

  private void function(int depth) {
    String name = scope.name("f");
    int begin = scope.begin();
    line("local function " + name + "(a1, a2, ...)");
    scope.add("a1", Kind.ANY, false);
    scope.add("a2", Kind.ANY, false);
    closed(choices.oneIn(3));
    block(depth);
    line(choices.oneIn(4) ? "return ..." : "return " + expressions.any(DEPTH));
    line("end");
    scope.end(begin);
    String arguments = expressions.any(0) + ", " + expressions.any(0) + ", " + expressions.any(0);
    line("show(pcall(" + name + ", " + arguments + "))");
    scope.add(name, Kind.FUNCTION, true);
  }

  /** Writes functions that share variables, or do not, with the loop that makes them. */
  private void closures(int depth) {
    String list = scope.name("f");
    String name = scope.name("i");
    line("local " + list + " = {}");
    line("for " + name + " = 1, 3 do");
    int begin = scope.begin();
    scope.add(name, Kind.INTEGER, false);
    String inner = scope.name("l");
    line("local " + inner + " = " + name);
    line(
        list
            + "[#"
            + list
            + " + 1] = function(a) "
            + inner
            + " = "
            + inner
            + " + a return "
            + inner);
    line("end");
    block(depth);
    if (choices.oneIn(3)) {
      line("if " + name + " == 2 then break end");
    }
    scope.end(begin);
    line("end");
    line(
        "for j = 1, #"
            + list
            + " do show("
            + list
            + "[j](1), pcall("
            + list
            + "[j], "
            + expressions.any(0)
            + ")) end");
  }

  private void coroutine(int depth) {
    String name = scope.name("co");
    boolean wraps = choices.oneIn(2);
    line("local " + name + " = coroutine." + (wraps ? "wrap" : "create") + "(function(a1, ...)");
    int begin = scope.begin();
    scope.add("a1", Kind.ANY, false);
    closed(choices.oneIn(2));
    block(depth);
    line("show(coroutine.yield(" + expressions.any(0) + "))");
    line("show(pcall(function() coroutine.yield(a1) " + failure() + " end))");
    block(depth);
    line(choices.oneIn(3) ? failure() : "return " + expressions.any(1));
    scope.end(begin);
    line("end)");
    String call = wraps ? "pcall(" + name : "coroutine.resume(" + name;
    int calls = 1 + choices.below(5);
    for (int i = 0; i < calls; i++) {
      line("show(" + call + ", " + expressions.any(0) + "))");
    }
    if (!wraps && minor >= 4) {
      line("show(coroutine.close(" + name + "), coroutine.status(" + name + "))");
    }
  }

  private String failure() {
    return switch (choices.below(4)) {
      case 0 -> "error('e', " + choices.below(3) + ")";
      case 1 -> "error(" + expressions.any(1) + ")";
      case 2 -> "error()";
      default -> "local _ = " + expressions.any(1);
    };
  }

  /** Writes a block that ends by any way, with variables to be closed in it. */
  private void closing(int depth) {
    String one = scope.name("k");
    String other = scope.name("k");
    int begin = scope.begin();
    line("show(pcall(function(a1, ...)");
    scope.add("a1", Kind.ANY, false);
    if (minor >= 4) {
      line("local " + one + " <close> = " + closer(one));
      line("local " + other + " <close> = " + closer(other));
    }
    block(depth);
    line("do");
    closed(true);
    line("if a1 == 1 then " + failure() + " end");
    line("end");
    line(choices.oneIn(2) ? "do " + failure() + " end" : "return a1, ...");
    line("end, " + expressions.number(0) + ", " + expressions.any(0) + "))");
    scope.end(begin);
  }

  private void protectedBlock(int depth) {
    line("show(pcall(function(...)");
    int begin = scope.begin();
    block(depth);
    line("local u1 = " + expressions.any(1));
    scope.add("u1", Kind.ANY, false);
    line("return " + expressions.any(DEPTH));
    scope.end(begin);
    line("end))");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
