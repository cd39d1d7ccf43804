package io.github.luasearchers.cli.debug;

import org.jspecify.annotations.Nullable;

/** A breakpoint on a line. */
final class Point {

  final int id;
  final int line;
  final @Nullable String condition;
  final @Nullable String message;
  private final @Nullable String hits;
  private int count;

  Point(
      int id,
      int line,
      @Nullable String condition,
      @Nullable String hits,
      @Nullable String message) {
    this.id = id;
    this.line = line;
    this.condition = given(condition);
    this.hits = given(hits);
    this.message = given(message);
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /**
   * Counts a hit, and tells whether it counts: {@code 5} means the fifth and all that follow, as do
   * {@code >= 5} and {@code > 4}; {@code == 5} the fifth alone, {@code % 5} each fifth.
   */
  boolean hit() {
    count++;
    if (hits == null) {
      return true;
    }
    String digits = hits.replaceAll("[^0-9]", "");
    if (digits.isEmpty() || digits.length() > 9) {
      return true;
    }
    int number = Integer.parseInt(digits);
    String operator = hits.replaceAll("[0-9\\s]", "");
    return switch (operator) {
      case "=", "==" -> count == number;
      case ">" -> count > number;
      case "<" -> count < number;
      case "<=" -> count <= number;
      case "%" -> number == 0 || count % number == 0;
      default -> count >= number;
    };
  }
}
