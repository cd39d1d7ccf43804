package io.github.luasearchers.engine.compiler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.luasearchers.engine.value.Level;

/** The kinds of tokens: a token of one byte is its own kind, the others follow. */
final class Token {

  static final int AND = 257;
  static final int BREAK = 258;
  static final int DO = 259;
  static final int ELSE = 260;
  static final int ELSEIF = 261;
  static final int END = 262;
  static final int FALSE = 263;
  static final int FOR = 264;
  static final int FUNCTION = 265;
  static final int GOTO = 266;
  static final int IF = 267;
  static final int IN = 268;
  static final int LOCAL = 269;
  static final int NIL = 270;
  static final int NOT = 271;
  static final int OR = 272;
  static final int REPEAT = 273;
  static final int RETURN = 274;
  static final int THEN = 275;
  static final int TRUE = 276;
  static final int UNTIL = 277;
  static final int WHILE = 278;
  static final int CONCAT = 279;
  static final int DOTS = 280;
  static final int EQ = 281;
  static final int GE = 282;
  static final int LE = 283;
  static final int NE = 284;
  static final int DOUBLE_COLON = 285;
  static final int IDIV = 286;
  static final int SHL = 287;
  static final int SHR = 288;
  static final int EOS = 289;
  static final int NUMBER = 290;
  static final int NAME = 291;
  static final int STRING = 292;

  /** The kind of the first reserved word. */
  static final int FIRST_RESERVED = AND;

  /** No token: before the first one, and for errors that name none. */
  static final int NONE = 0;

  private static final String[] TEXTS = {
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
    "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while", "..", "...",
    "==", ">=", "<=", "~=", "::", "//", "<<", ">>", "<eof>", "<number>", "<name>", "<string>"
  };

  private static final byte[][] RESERVED = reservedWords();

  private Token() {}

  private static byte[][] reservedWords() {
    byte[][] words = new byte[WHILE - FIRST_RESERVED + 1][];
    for (int i = 0; i < words.length; i++) {
      words[i] = TEXTS[i].getBytes(ISO_8859_1);
    }
    return words;
  }

  /** Returns the reserved words, in the order of their kinds. */
  static byte[][] reserved() {
    return RESERVED;
  }

  /** Returns a token as messages name it. */
  static String describe(int token, Level level) {
    if (token < FIRST_RESERVED) {
      if (token >= ' ' && token <= '~') {
        return "'" + (char) token + "'";
      }
      return level.atLeast(Level.LUA_5_3) ? "'<\\" + token + ">'" : "char(" + token + ")";
    }
    String text = TEXTS[token - FIRST_RESERVED];
    return token < EOS ? "'" + text + "'" : text;
  }
}
