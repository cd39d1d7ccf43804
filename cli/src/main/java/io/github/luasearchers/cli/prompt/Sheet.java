package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.cli.prompt.Style.Kind;

/** Text that is being written, and how much of it is seen: escape sequences take no room. */
final class Sheet {

  private final Style style;
  private final StringBuilder text = new StringBuilder();
  private final int most;
  private final boolean oneLine;
  private int seen;
  private int column;

  /**
   * Creates a sheet.
   *
   * @param most about how much is to be seen of it
   * @param column where its first line begins
   */
  Sheet(Style style, int most, int column) {
    this(style, most, false);
    this.column = column;
  }

  private Sheet(Style style, int most, boolean oneLine) {
    this.style = style;
    this.most = most;
    this.oneLine = oneLine;
  }

  /**
   * Returns a sheet for one line of this length, to be {@linkplain #append appended} if it fits.
   */
  Sheet line(int length) {
    return new Sheet(style, Math.min(length, most - seen), true);
  }

  void add(Kind kind, String part) {
    seen += part.length();
    column += part.length();
    if (!isFull() || !oneLine) {
      text.append(style.of(kind, part));
    }
  }

  /** Begins a line; in a sheet of one line that fills it. */
  void newLine(int indent) {
    if (oneLine) {
      seen = most + 1;
      return;
    }
    text.append('\n').append(" ".repeat(indent));
    seen += indent + 1;
    column = indent;
  }

  boolean append(Sheet line) {
    text.append(line.text);
    seen += line.seen;
    column += line.seen;
    return true;
  }

  int column() {
    return column;
  }

  boolean isFull() {
    return seen > most;
  }

  String text() {
    return text.toString();
  }
}
