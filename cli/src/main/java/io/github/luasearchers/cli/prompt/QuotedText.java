package io.github.luasearchers.cli.prompt;

/** Writes a string as Lua code would have it, up to a length. */
final class QuotedText {

  private QuotedText() {}

  /**
   * Returns the text in quotes. What is not printed by terminals is escaped.
   *
   * @param most how many characters of the string are shown
   */
  static String of(String text, int most) {
    char quote = text.indexOf('"') >= 0 && text.indexOf('\'') < 0 ? '\'' : '"';
    StringBuilder quoted = new StringBuilder(Math.min(text.length(), most) + 2).append(quote);
    int end = Math.min(text.length(), most);
    if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    for (int i = 0; i < end; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      append(quoted, c, quote, i < end && Character.isDigit(text.charAt(i)));
    }
    quoted.append(quote);
    if (end < text.length()) {
      quoted.append("... (").append(text.length() - end).append(" more)");
    }
    return quoted.toString();
  }

  private static void append(StringBuilder quoted, int c, char quote, boolean digitFollows) {
    switch (c) {
      case '\n' -> quoted.append("\\n");
      case '\t' -> quoted.append("\\t");
      case '\r' -> quoted.append("\\r");
      case '\\' -> quoted.append("\\\\");
      default -> {
        if (c == quote) {
          quoted.append('\\').append(quote);
        } else if (isByte(c)) {
          quoted.append('\\').append(c & 0xff);
        } else if (Character.isISOControl(c)) {
          escape(quoted, c, digitFollows);
        } else {
          quoted.appendCodePoint(c);
        }
      }
    }
  }

  /** Tells whether this stands for a byte that is no text: the engine has lone surrogates then. */
  private static boolean isByte(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static void escape(StringBuilder quoted, int c, boolean digitFollows) {
    if (c > 0x7f) {
      quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
      return;
    }
    quoted.append('\\');
    if (digitFollows) {
      quoted.append(c < 10 ? "00" : c < 100 ? "0" : "");
    }
    quoted.append(c);
  }
}
