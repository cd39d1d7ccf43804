package io.github.luasearchers.engine.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes expressions: all operators over values at the edges, and calls of the libraries. */
final class Expressions {

  /** An expression, and what it is if that is certain. */
  record Expression(String text, Kind kind) {}

  static final List<String> ARITHMETIC =
      List.of("+", "-", "*", "//", "%", "/", "^", "&", "|", "~", "<<", ">>");
  static final List<String> COMPARISONS = List.of("==", "~=", "<", "<=", ">", ">=");
  static final List<String> OTHERS = List.of("..", "and", "or");
  static final List<String> UNARY = List.of("-", "~", "#", "not");

  static final List<String> BINARY = new ArrayList<>(ARITHMETIC);

  static {
    BINARY.addAll(COMPARISONS);
    BINARY.addAll(OTHERS);
  }

  private final Choices choices;
  private final Scope scope;
  private final Calls calls;
  private final Set<String> meetings = new TreeSet<>();

  Expressions(Choices choices, Scope scope, int minor) {
    this.choices = choices;
    this.scope = scope;
    this.calls = new Calls(choices, this, minor);
  }

  /** Returns which operators have met which kinds of operands: {@code + INTEGER FLOAT}. */
  Set<String> meetings() {
    return meetings;
  }

  /** Writes an expression of any kind. */
  String any(int depth) {
    return write(depth, false).text;
  }

  /** Writes an expression over numbers, in which most operators have an answer. */
  String number(int depth) {
    return write(depth, true).text;
  }

  /**
   * Writes a key. PUC's compilers up to 5.4.6 let a comparison that is a key jump over the load of
   * a table that is an upvalue, so it gets into the brackets by a call.
   */
  String key(int depth) {
    Expression key = write(depth, false);
    return key.kind == Kind.BOOLEAN ? "select(1, " + key.text + ")" : key.text;
  }

  /** Writes a literal of a kind that is given. */
  String literal(Kind kind) {
    return choices.of(kind.literals());
  }

  /** Writes a literal or a variable. */
  Expression atom(boolean numeric) {
    if (choices.oneIn(3) && !scope.all().isEmpty()) {
      List<Scope.Variable> all = scope.all();
      Scope.Variable variable = all.get(all.size() - 1 - choices.below(all.size()));
      return new Expression(variable.name(), variable.kind());
    }
    Kind kind = choices.of(numeric || choices.oneIn(2) ? Kind.NUMBERS : Kind.ALL);
    return new Expression(literal(kind), kind);
  }

  private Expression write(int depth, boolean numeric) {
    int choice = depth == 0 ? 0 : choices.below(10);
    if (choice < 2) {
      return atom(numeric);
    }
    if (choice < 7) {
      return binary(depth, numeric);
    }
    if (choice == 7) {
      return unary(depth, numeric);
    }
    if (choice == 8 && !numeric) {
      return indexed(depth);
    }
    return new Expression(calls.write(depth, numeric), Kind.ANY);
  }

  private Expression binary(int depth, boolean numeric) {
    String operator = choices.of(numeric ? ARITHMETIC : BINARY);
    Expression left = write(depth - 1, numeric);
    Expression right = write(depth - 1, numeric);
    meetings.add(operator + " " + left.kind + " " + right.kind);
    Kind kind = COMPARISONS.contains(operator) ? Kind.BOOLEAN : Kind.ANY;
    return new Expression("(" + left.text + " " + operator + " " + right.text + ")", kind);
  }

  private Expression unary(int depth, boolean numeric) {
    String operator = numeric ? choices.of(UNARY.subList(0, 2)) : choices.of(UNARY);
    Expression operand = write(depth - 1, numeric);
    meetings.add(operator + " " + operand.kind);
    Kind kind = operator.equals("not") ? Kind.BOOLEAN : Kind.ANY;
    return new Expression("(" + operator + " " + operand.text + ")", kind);
  }

  private Expression indexed(int depth) {
    Expression table = atom(false);
    boolean isName = table.text.matches("\\w+\\d");
    String prefix = isName ? table.text : "(" + table.text + ")";
    return switch (choices.below(4)) {
      case 0 -> new Expression(prefix + ".x", Kind.ANY);
      case 1 -> new Expression(prefix + "[" + key(depth - 1) + "]", Kind.ANY);
      case 2 -> new Expression(prefix + ":x(" + any(depth - 1) + ")", Kind.ANY);
      default -> new Expression(prefix + "(" + any(depth - 1) + ")", Kind.ANY);
    };
  }
}
