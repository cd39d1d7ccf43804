package io.github.luasearchers.searchers.rocks.data;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of tokens. One that is a single character is that character. */
final class Token {

  static final int END = -1;
  static final int NAME = 256;
  static final int TEXT = 257;
  static final int NUMBER = 258;
  static final int CONCAT = 259;
  static final int EQUAL = 260;
  static final int UNEQUAL = 261;
  static final int KEYWORD = 262;

  // Keywords are different tokens, from here on.

  static final int AND = 270;
  static final int ELSE = 271;
  static final int ELSEIF = 272;
  static final int END_WORD = 273;
  static final int FALSE = 274;
  static final int FUNCTION = 275;
  static final int IF = 276;
  static final int LOCAL = 277;
  static final int NIL = 278;
  static final int NOT = 279;
  static final int OR = 280;
  static final int RETURN = 281;
  static final int THEN = 282;
  static final int TRUE = 283;

  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("and", AND),
          Map.entry("break", KEYWORD),
          Map.entry("do", KEYWORD),
          Map.entry("else", ELSE),
          Map.entry("elseif", ELSEIF),
          Map.entry("end", END_WORD),
          Map.entry("false", FALSE),
          Map.entry("for", KEYWORD),
          Map.entry("function", FUNCTION),
          Map.entry("goto", KEYWORD),
          Map.entry("if", IF),
          Map.entry("in", KEYWORD),
          Map.entry("local", LOCAL),
          Map.entry("nil", NIL),
          Map.entry("not", NOT),
          Map.entry("or", OR),
          Map.entry("repeat", KEYWORD),
          Map.entry("return", RETURN),
          Map.entry("then", THEN),
          Map.entry("true", TRUE),
          Map.entry("until", KEYWORD),
          Map.entry("while", KEYWORD));

  private Token() {}

  /** Returns the token of a word. */
  static int ofWord(String word) {
    @Nullable Integer token = WORDS.get(word);
    return token == null ? NAME : token;
  }
}
