package io.github.luasearchers.cli.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A token of a text that need not be a whole chunk, nor right. The prompt completes, colours and
 * points at code that no compiler would take yet.
 */
record Word(Kind kind, int from, int to) {

  /** The kinds of tokens. */
  enum Kind {
    NAME,
    KEYWORD,
    STRING,
    NUMBER,
    COMMENT,
    SYMBOL
  }

  static final Set<String> KEYWORDS =
      Set.of(
          "and",
          "break",
          "do",
          "else",
          "elseif",
          "end",
          "false",
          "for",
          "function",
          "goto",
          "if",
          "in",
          "local",
          "nil",
          "not",
          "or",
          "repeat",
          "return",
          "then",
          "true",
          "until",
          "while");

  String of(String text) {
    return text.substring(from, to);
  }

  boolean is(String text, String symbol) {
    return to - from == symbol.length() && text.startsWith(symbol, from);
  }

  /** Returns the tokens of a text; the last one may be the beginning of a string or comment. */
  static List<Word> all(String text) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      Word word = next(text, at);
      words.add(word);
      at = word.to;
    }
    return words;
  }

  private static Word next(String text, int from) {
    char c = text.charAt(from);
    if (text.startsWith("--", from)) {
      int bracket = longEnd(text, from + 2);
      int line = text.indexOf('\n', from);
      return new Word(Kind.COMMENT, from, bracket >= 0 ? bracket : line < 0 ? text.length() : line);
    }
    if (isNamePart(c) && !isDigit(c)) {
      int to = from;
      while (to < text.length() && isNamePart(text.charAt(to))) {
        to++;
      }
      boolean keyword = KEYWORDS.contains(text.substring(from, to));
      return new Word(keyword ? Kind.KEYWORD : Kind.NAME, from, to);
    }
    boolean fraction = c == '.' && from + 1 < text.length() && isDigit(text.charAt(from + 1));
    if (isDigit(c) || fraction) {
      return new Word(Kind.NUMBER, from, numberEnd(text, from));
    }
    if (c == '"' || c == '\'') {
      return new Word(Kind.STRING, from, stringEnd(text, from));
    }
    int bracket = c == '[' ? longEnd(text, from) : -1;
    return bracket >= 0
        ? new Word(Kind.STRING, from, bracket)
        : new Word(Kind.SYMBOL, from, from + symbolLength(text, from));
  }

  static boolean isNamePart(char c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int numberEnd(String text, int from) {
    int to = from;
    while (to < text.length()) {
      char c = text.charAt(to);
      boolean concat = c == '.' && text.startsWith("..", to);
      boolean sign = (c == '+' || c == '-') && "eEpP".indexOf(text.charAt(to - 1)) >= 0;
      if (concat || !(isNamePart(c) || c == '.' || sign && to > from)) {
        break;
      }
      to++;
    }
    return to;
  }

  private static int stringEnd(String text, int from) {
    char quote = text.charAt(from);
    for (int to = from + 1; to < text.length(); to++) {
      char c = text.charAt(to);
      if (c == '\\') {
        to++;
      } else if (c == quote) {
        return to + 1;
      } else if (c == '\n') {
        return to;
      }
    }
    return text.length();
  }

  /** Returns the end of what a long bracket begins, -1 if there is none. */
  private static int longEnd(String text, int from) {
    int level = from + 1;
    while (level < text.length() && text.charAt(level) == '=') {
      level++;
    }
    if (from >= text.length() || text.charAt(from) != '[' || !text.startsWith("[", level)) {
      return -1;
    }
    String close = "]" + text.substring(from + 1, level) + "]";
    int end = text.indexOf(close, level + 1);
    return end < 0 ? text.length() : end + close.length();
  }

  private static int symbolLength(String text, int from) {
    for (String symbol : List.of("...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>")) {
      if (text.startsWith(symbol, from)) {
        return symbol.length();
      }
    }
    return 1;
  }
}
