package io.github.luasearchers.engine.live.picture;

import java.util.Locale;

/** Texts for people: names that can't harm a terminal, and times. */
final class Names {

  private Names() {}

  /** Returns a name in which control characters, and marks that turn a line round, are escaped. */
  static String printable(String name) {
    StringBuilder text = new StringBuilder(name.length());
    name.codePoints().forEach(each -> append(each, text));
    return text.toString();
  }

  private static void append(int character, StringBuilder text) {
    switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          text.append(String.format(Locale.ROOT, "\\u{%x}", character));
      default -> text.appendCodePoint(character);
    }
  }

  /** Returns a time in milliseconds. */
  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
  }
}
