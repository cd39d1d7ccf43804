package io.github.luasearchers.engine.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the expressions of a function that gets hot, over the variables in scope. */
final class HotValues {

  private static final List<String> ARITHMETIC =
      List.of("+", "-", "*", "+", "-", "*", "/", "%", "//", "+", "-", "*");
  private static final List<String> BITWISE = List.of("&", "|", "~", "<<", ">>");
  private static final List<String> COMPARISONS = List.of("<", "<=", "==", "~=", ">", ">=");
  private static final List<String> LITERALS =
      List.of(
          "1",
          "2",
          "0",
          "0.5",
          "3",
          "1.0",
          "(-1)",
          "2.0",
          "10",
          "64",
          "math.maxinteger",
          "math.mininteger",
          "2147483647",
          "(-0.0)",
          "(0/0)",
          "1e308",
          "'5'",
          "9007199254740993",
          "0x7fffffff",
          "(-2147483648)",
          "math.huge",
          "255",
          "256",
          "5",
          "7",
          "1.5");
  private static final List<String> LITERALS_OF_5_2 =
      List.of(
          "1",
          "2",
          "0",
          "0.5",
          "3",
          "(-1)",
          "10",
          "64",
          "2147483647",
          "(-0.0)",
          "(0/0)",
          "1e308",
          "'5'",
          "9007199254740993",
          "(-2147483648)",
          "math.huge",
          "255",
          "256",
          "65536",
          "1.5",
          "46341",
          "2147483646");
  private static final List<String> OTHERS = List.of("nil", "true", "'a'", "T", "O", "''", "false");

  private final Choices choices;
  private final int minor;
  private final boolean hasPowers;
  private final List<String> functions;
  private final String self;

  /** The variables that are in scope, innermost last. */
  final List<String> variables = new ArrayList<>();

  /** Those of them that are numbers, most of the time. */
  final Set<String> numbers = new HashSet<>();

  /** Whether there is a {@code ...} here. */
  boolean hasVarargs;

  HotValues(Choices choices, int minor, List<String> functions, String self, boolean hasPowers) {
    this.choices = choices;
    this.minor = minor;
    this.hasPowers = hasPowers;
    this.functions = functions;
    this.self = self;
  }

  String variable() {
    return variables.get(variables.size() - 1 - choices.below(variables.size()));
  }

  /** Returns a variable that should be a number, or whose name begins with one of these letters. */
  private String number(String letters) {
    List<String> some = new ArrayList<>();
    for (String each : variables) {
      if (numbers.contains(each) && (letters.isEmpty() || letters.indexOf(each.charAt(0)) >= 0)) {
        some.add(each);
      }
    }
    return some.isEmpty()
        ? choices.of(List.of("1", "2", "3"))
        : some.get(some.size() - 1 - choices.below(some.size()));
  }

  private String field() {
    return switch (choices.below(4)) {
      case 0 -> choices.of(List.of("T.n", "T.f", "O.v", "T[2]", "T[4]"));
      case 1 -> "O.k";
      case 2 -> "pick(P, " + number("") + ").v";
      default -> "pick(P, " + number("") + ").k";
    };
  }

  private String literal() {
    return choices.of(minor < 3 ? LITERALS_OF_5_2 : LITERALS);
  }

  /** Writes a number, most of the time. */
  String number() {
    return switch (choices.below(16)) {
      case 9, 10, 11, 12 -> literal();
      case 13 -> field();
      case 14 -> choices.of(List.of("U", "V"));
      case 15 -> choices.oneIn(3) ? atom() : number("");
      default -> number("");
    };
  }

  String atom() {
    return switch (choices.below(10)) {
      case 0, 1, 2, 3, 4 -> variable();
      case 5 -> choices.of(List.of("U", "V", "T.n", "T.f", "O.v", "T.s"));
      case 6 -> "T[" + choices.of(List.of("1", "2", "3", "4", "'n'", "5", "99")) + "]";
      case 7 -> choices.of(OTHERS);
      default -> literal();
    };
  }

  String number(int depth) {
    if (depth == 0 || choices.oneIn(4)) {
      return number();
    }
    if (minor >= 3 && choices.oneIn(7)) {
      return "(" + number("in") + " " + choices.of(BITWISE) + " " + number("in") + ")";
    }
    String operator =
        hasPowers && choices.oneIn(6)
            ? "^"
            : choices.of(minor < 3 ? ARITHMETIC.subList(0, 8) : ARITHMETIC);
    return switch (choices.below(9)) {
      case 7 -> "(-" + number() + ")";
      case 8 ->
          minor < 3
              ? "(-" + number("in") + ")"
              : choices.oneIn(3)
                  ? "(" + choices.of(List.of("-", "~", "#")) + variable() + ")"
                  : "(~" + number("in") + ")";
      default -> "(" + number(depth - 1) + " " + operator + " " + number(depth - 1) + ")";
    };
  }

  String condition(int depth) {
    String comparison = number(depth - 1) + " " + choices.of(COMPARISONS) + " " + number(depth - 1);
    return switch (choices.below(8)) {
      case 4 -> variable();
      case 5 -> "not " + variable();
      case 6 -> comparison + " and " + number() + " " + choices.of(COMPARISONS) + " " + number();
      case 7 -> comparison + " or " + variable();
      default -> comparison;
    };
  }

  String any(int depth) {
    return switch (choices.below(14)) {
      case 7 -> "(" + condition(depth) + ")";
      case 6 -> "(" + number("") + choices.of(List.of(" or ", " and ")) + number() + ")";
      case 8 -> "(" + condition(depth) + " and " + number(depth - 1) + " or " + atom() + ")";
      case 9 ->
          "cut(" + number() + " .. " + number() + (choices.oneIn(2) ? " .. " + atom() : "") + ")";
      case 10 -> call();
      case 11 -> library();
      case 12 -> table();
      case 13 ->
          choices.of(List.of("O", "pick(P, " + number() + ")", "pick(P, " + number() + ")"))
              + choices.of(
                  List.of(".v", ".k", ".zz", ":get(" + atom() + ")", ":m(" + atom() + ", 3)"));
      default -> number(depth);
    };
  }

  /** Writes a call of a function of the program. */
  String call() {
    String function = functions.isEmpty() || choices.oneIn(4) ? self : choices.of(functions);
    return function + "(" + arguments() + ")";
  }

  String arguments() {
    return switch (choices.below(8)) {
      case 0 -> "";
      case 1 -> number();
      case 2, 3 -> number(1) + ", " + number();
      case 4, 5 -> number() + " - 1, " + number(1) + ", " + atom();
      case 6 -> atom() + ", " + atom() + ", " + number(1) + ", " + atom() + ", " + atom();
      default ->
          hasVarargs ? atom() + ", ..." : atom() + ", " + atom() + ", " + "swap(" + atom() + ", 4)";
    };
  }

  String library() {
    return switch (choices.below(15)) {
      case 0 -> "select('#', " + arguments2() + ")";
      case 1 -> minor < 3 ? "math.abs(" + number() + ")" : "math.type(" + atom() + ")";
      case 2 -> "math.floor(" + number(1) + ")";
      case 3 -> "tostring(" + plain() + ")";
      case 4 -> "type(" + variable() + ")";
      case 5 -> "rawequal(" + atom() + ", " + atom() + ")";
      case 6 -> "math.max(" + number(1) + ", " + number() + ")";
      case 7 -> "(select(" + choices.of(List.of("1", "2", "-1")) + ", " + arguments2() + "))";
      case 8 -> "('abc'):sub(" + number("in") + ")";
      case 9 -> "string.byte('xyz', " + number("in") + ")";
      case 10 -> "tonumber(" + atom() + ")";
      case 11 -> "string.format('%s', " + plain() + ")";
      case 12 -> "swap(" + atom() + ", " + atom() + ")";
      case 13 -> "table.unpack({" + atom() + ", " + atom() + "}, 1, 2)";
      default -> "math." + (minor < 3 ? "ceil(" : "tointeger(") + number(1) + ")";
    };
  }

  /** Returns something that is shown without an address. */
  private String plain() {
    return "worded(" + atom() + ")";
  }

  private String arguments2() {
    return hasVarargs && choices.oneIn(2) ? "..." : atom() + ", " + number(1);
  }

  String table() {
    return switch (choices.below(6)) {
      case 0 -> "{" + atom() + ", " + number(1) + "}";
      case 1 -> "{n = " + atom() + ", " + atom() + "}";
      case 2 -> "#{" + (hasVarargs ? "..." : "swap(1, " + atom() + ")") + "}";
      case 3 -> "{" + atom() + ", " + call() + "}";
      case 4 -> "({" + atom() + ", " + number(1) + "})[" + atom() + "]";
      default -> "{[" + choices.of(List.of("1", "'x'", "2.0", "1.5")) + "] = " + atom() + "}";
    };
  }
}
