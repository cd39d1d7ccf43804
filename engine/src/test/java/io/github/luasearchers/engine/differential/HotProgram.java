package io.github.luasearchers.engine.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a program of functions that are called in rounds. In the first rounds their arguments are
 * of the same kinds, so that they are translated for these; then come others. {@code fuel} ends
 * what would go on for too long.
 */
final class HotProgram {

  private static final int MOST_FUNCTIONS = 4;
  private static final int FUEL = 60;

  private final Choices choices;
  private final int minor;
  private final StringBuilder text = new StringBuilder();
  private final List<String> functions = new ArrayList<>();
  private final boolean hasPowers;

  HotProgram(Choices choices, int minor) {
    this.choices = choices;
    this.minor = minor;
    this.hasPowers = choices.oneIn(8);
  }

  String write() {
    line("local fuel, U, V = 0, 1, 2.5");
    line("local T = {3, 1, 4, 1.5, 'x', n = 1, f = 2.5, s = 'a'}");
    line("local K = {k = 7} K.__index = K");
    line("function K.m(self, a, ...) self.v = self.v + 1 return a, self.v, ... end");
    line("function K:get(d) return self.v, d end");
    line("local D = setmetatable({}, {__index = K}) D.__index = D");
    line("D.__add = function(a, b) return 'add' end D.__lt = function(a, b) return b end");
    line("D.__newindex = function(t, k, v) rawset(t, k, v) end D.__len = function() return 42 end");
    line("D.__call = function(_, a, b) return b, a end D.__concat = function(a) return 'cat' end");
    line("local O = setmetatable({v = 0}, " + choices.of(List.of("K", "D")) + ")");
    line("local E = setmetatable({}, {__index = K}) E.__index = E E.q, E.v, E.get = 1, 9, K.m");
    line(
        "local P = {O, setmetatable({z = 1, v = 2}, D), setmetatable({}, E), {k = 3, v = 1.5, get = rawlen}}");
    int count = 1 + choices.below(MOST_FUNCTIONS);
    for (int i = 0; i < count; i++) {
      function();
    }
    rounds();
    return text.toString();
  }

  private void function() {
    String name = "f" + (functions.size() + 1);
    boolean isVararg = choices.oneIn(3);
    line("local function " + name + "(a, b, c" + (isVararg ? ", ...)" : ")"));
    line("fuel = fuel - 1 if fuel < 0 then return a, b end");
    HotBody body = new HotBody(choices, minor, functions, name, isVararg, hasPowers);
    body.write();
    text.append(body.text());
    line("end");
    functions.add(name);
  }

  private void rounds() {
    line("for r = 1, ROUNDS do");
    for (int i = functions.size() - 1;
        i >= 0 && (i == functions.size() - 1 || choices.oneIn(2));
        i--) {
      call(functions.get(i));
    }
    line("end");
    line("note(U, V, T.n, T.f, #T, O.v, O.w)");
  }

  private void call(String function) {
    line("fuel = " + FUEL);
    String arguments = argument() + ", " + argument() + ", " + argument();
    if (choices.oneIn(4)) {
      arguments += ", " + argument() + ", " + argument();
    }
    switch (choices.below(8)) {
      case 0 -> line("note(xpcall(" + function + ", trace, " + arguments + "))");
      case 1 ->
          line(
              "note(coroutine.wrap(function(...) return pcall("
                  + function
                  + ", ...) end)("
                  + arguments
                  + "))");
      case 2 ->
          line("note(pcall(function(...) return " + function + "(...) end, " + arguments + "))");
      default -> line("note(pcall(" + function + ", " + arguments + "))");
    }
  }

  /** Writes an argument that is another from some round on, or now and then. */
  private String argument() {
    String usual = usual();
    return switch (choices.below(6)) {
      case 0, 1 -> usual;
      case 2 -> "at(r, " + (4 + choices.below(20)) + ", " + usual + ", " + unusual() + ")";
      case 3 -> "at(r, " + (4 + choices.below(20)) + ", " + usual + ", " + usual() + ")";
      case 4 -> "every(r, " + (3 + choices.below(6)) + ", " + usual + ", " + unusual() + ")";
      default -> "every(r, " + (2 + choices.below(6)) + ", " + usual + ", " + usual() + ")";
    };
  }

  private String usual() {
    return switch (choices.below(8)) {
      case 0, 1 -> "r";
      case 2 -> "r % 3";
      case 3 -> "r * 0.5";
      case 4 -> literal(Kind.INTEGER);
      case 5 -> literal(Kind.FLOAT);
      case 6 -> "r - 5";
      default -> choices.of(List.of("'s'", "T", "O", "{r, r + 1}", "'7'", "r > 3"));
    };
  }

  private String unusual() {
    return literal(choices.of(Kind.ALL));
  }

  private String literal(Kind kind) {
    String literal = choices.of(kind.literals());
    return minor < 3 && literal.contains("integer") ? "1" : literal;
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
