package io.github.luasearchers.engine.differential;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes a small program about one thing that compiled code may get wrong, and that programs of
 * everything come to too seldom: little functions, called in rounds, which tell all that they have.
 */
abstract class Shape {

  final Choices choices;
  final int minor;

  /** The driver gives its tools to programs that speak of fuel. */
  private final StringBuilder text = new StringBuilder("local fuel = 0\n");

  Shape(Choices choices, int minor) {
    this.choices = choices;
    this.minor = minor;
  }

  static Shape of(Choices choices, int minor) {
    return switch (choices.below(10)) {
      case 0, 1 -> new TypedLocals(choices, minor);
      case 2, 7 -> new NumericLoops(choices, minor);
      case 3, 4 -> new Hierarchies(choices, minor);
      case 5 -> new Lists(choices, minor);
      case 6 -> new Switches(choices, minor);
      default -> new Edges(choices, minor);
    };
  }

  abstract void write();

  String text() {
    return text.toString();
  }

  void line(String... parts) {
    text.append(String.join("", parts)).append('\n');
  }

  /** Returns one of several texts that the version of Lua has. */
  String one(String... texts) {
    return choices.of(known(texts));
  }

  private List<String> known(String... texts) {
    return Stream.of(texts)
        .filter(each -> minor > 2 || !each.contains("integer") && !each.contains("//"))
        .toList();
  }

  /** Writes some statements, at least one. */
  void some(int most, Runnable statement) {
    int count = 1 + choices.below(most);
    IntStream.range(0, count).forEach(each -> statement.run());
  }

  /** Writes a value that is another from some round on, or now and then. */
  String changing(String usual, String other) {
    return switch (choices.below(4)) {
      case 2 -> "at(r, " + (6 + choices.below(16)) + ", " + usual + ", " + other + ")";
      case 3 -> "every(r, " + (2 + choices.below(7)) + ", " + usual + ", " + other + ")";
      default -> usual;
    };
  }
}
