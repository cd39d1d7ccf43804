package io.github.luasearchers.cli.prompt;

/** What the parts of the prompt's text look like: colours, or nothing at all. */
enum Style {
  NONE(false),
  COLOUR(true);

  private static final String ESCAPE = "\u001b[";
  private static final String END = ESCAPE + "0m";

  private final boolean coloured;

  Style(boolean coloured) {
    this.coloured = coloured;
  }

  static Style of(boolean coloured) {
    return coloured ? COLOUR : NONE;
  }

  /** The kinds of text that have a look of their own. */
  enum Kind {
    PLAIN(""),
    STRING("32"),
    NUMBER("36"),
    KEYWORD("35"),
    FUNCTION("34"),
    FAINT("90"),
    ERROR("31"),
    STRONG("1");

    private final String code;

    Kind(String code) {
      this.code = code;
    }
  }

  /** Returns a text with the look of its kind. */
  String of(Kind kind, String text) {
    return coloured && kind != Kind.PLAIN && !text.isEmpty()
        ? ESCAPE + kind.code + 'm' + text + END
        : text;
  }
}
