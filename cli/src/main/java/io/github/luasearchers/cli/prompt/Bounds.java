package io.github.luasearchers.cli.prompt;

/**
 * How much of a value is shown.
 *
 * @param depth how many tables are shown inside each other
 * @param fields how many fields of one table are shown
 * @param text how many characters of a string in a table are shown
 * @param width how long a line may get before a table is spread over several
 * @param total about how many characters are shown of all
 */
record Bounds(int depth, int fields, int text, int width, int total) {

  static Bounds of(int width) {
    return new Bounds(4, 40, 200, Math.max(width, 20), 20_000);
  }
}
