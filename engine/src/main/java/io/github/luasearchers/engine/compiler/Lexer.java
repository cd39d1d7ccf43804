package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.CharClass;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Splits source text into tokens. It knows the current one and, on request, the one after it. */
final class Lexer {

  private static final int VERTICAL_TAB = 11;

  /** The cost of reading a token and compiling it, in instructions of the loop. */
  private static final int TOKEN = 16;

  /** How many bytes are skipped in the time of an instruction. */
  private static final int BYTES = 4;

  /** The current token's kind. */
  int token;

  /** The current token's text, if it is a name or a string. */
  LuaString string = LuaValue.EMPTYSTRING;

  /** The current token's value, if it is a number. */
  LuaNumber number = LuaInteger.valueOf(0);

  /** The line where the token before the current one ended. */
  int lastLine = 1;

  /** The version of Lua that the text is written in. */
  final Level level;

  private final Source source;
  private final NameTable names = new NameTable();
  private final StringLexer strings;
  private final NumeralLexer numerals;

  private int ahead = Token.EOS;
  private LuaString aheadString = LuaValue.EMPTYSTRING;
  private LuaNumber aheadNumber = number;

  private LuaString scannedString = LuaValue.EMPTYSTRING;
  private LuaNumber scannedNumber = number;

  /** Where the token that was scanned last begins. */
  private int start;

  Lexer(Source source, Level level) {
    this.source = source;
    this.level = level;
    this.strings = new StringLexer(source, names, level);
    this.numerals = new NumeralLexer(source, level);
  }

  /** Returns the line that the lexer has reached. */
  int line() {
    return source.line;
  }

  /** Goes on to the next token. */
  void next() {
    lastLine = source.line;
    if (ahead != Token.EOS) {
      token = ahead;
      string = aheadString;
      number = aheadNumber;
      ahead = Token.EOS;
    } else {
      token = scan();
      string = scannedString;
      number = scannedNumber;
    }
  }

  /** Returns the kind of the token after the current one. */
  int lookAhead() {
    ahead = scan();
    aheadString = scannedString;
    aheadNumber = scannedNumber;
    return ahead;
  }

  /** Returns the chunk's own copy of a name that the parser uses. */
  LuaString name(String text) {
    LuaString name = LuaText.ofLatin1(text);
    return names.string(name.m_bytes, name.m_offset, name.m_length);
  }

  // ---- scanning

  private int scan() {
    Source source = this.source;
    source.charge(TOKEN);
    strings.clear();
    for (; ; ) {
      skipBlanks();
      int c = source.peek();
      start = source.pos;
      if (CharClass.is(c, CharClass.ALPHA)) {
        return word();
      }
      if (CharClass.is(c, CharClass.DIGIT)) {
        return numeral();
      }
      if (Source.isLineEnd(c)) {
        source.skipLineEnd();
      } else if (c == '-' && source.peek(1) == '-') {
        source.pos += 2;
        skipComment();
      } else {
        return symbol(c);
      }
    }
  }

  private void skipBlanks() {
    byte[] bytes = source.bytes;
    int end = source.pieceEnd();
    int i = source.pos;
    while (i < end && isBlank(bytes[i])) {
      i++;
      if (i == end) {
        end = nextPiece(i);
      }
    }
    source.pos = i;
  }

  /** Charges for the bytes skipped so far, and returns the place of the next charge. */
  private int nextPiece(int from) {
    source.charge((from - source.pos) / BYTES);
    source.pos = from;
    return source.pieceEnd();
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\f' || c == VERTICAL_TAB;
  }

  private void skipComment() {
    if (source.peek() == '[') {
      int level = strings.longBracket();
      if (level >= 0) {
        strings.skipLong(level);
        strings.clear();
        return;
      }
      strings.clear();
    }
    byte[] bytes = source.bytes;
    int end = source.pieceEnd();
    int i = source.pos;
    while (i < end && bytes[i] != '\n' && bytes[i] != '\r') {
      i++;
      if (i == end) {
        end = nextPiece(i);
      }
    }
    source.pos = i;
  }

  private int word() {
    byte[] bytes = source.bytes;
    int end = source.end;
    int sum = 0;
    int i = start;
    while (i < end && CharClass.is(bytes[i] & 0xFF, CharClass.NAME)) {
      sum = sum * 31 + bytes[i++];
    }
    source.pos = i;
    int length = i - start;
    strings.setText(start, length);
    int slot = names.slot(bytes, start, length, StringTable.mix(sum));
    scannedString = names.string(slot);
    return names.token(slot);
  }

  private int symbol(int c) {
    return switch (c) {
      case Source.END -> Token.EOS;
      case '"', '\'' -> quoted();
      case '[' -> bracket();
      case '.' -> dots();
      case '=' -> orEqual('=', Token.EQ);
      case '<' -> doubled('<') ? pass(2, Token.SHL) : orEqual('<', Token.LE);
      case '>' -> doubled('>') ? pass(2, Token.SHR) : orEqual('>', Token.GE);
      case '/' -> doubled('/') ? pass(2, Token.IDIV) : pass(1, '/');
      case '~' -> orEqual('~', Token.NE);
      case ':' -> source.peek(1) == ':' ? pass(2, Token.DOUBLE_COLON) : pass(1, ':');
      default -> pass(1, c);
    };
  }

  private int quoted() {
    scannedString = strings.quoted();
    return Token.STRING;
  }

  private int numeral() {
    LuaNumber value = numerals.read();
    strings.setText(start, source.pos - start);
    if (value == null) {
      throw error("malformed number", Token.NUMBER);
    }
    scannedNumber = value;
    return Token.NUMBER;
  }

  private int pass(int length, int token) {
    source.pos += length;
    return token;
  }

  private int orEqual(int alone, int withEqual) {
    return source.peek(1) == '=' ? pass(2, withEqual) : pass(1, alone);
  }

  /** Tells whether the character is there twice, as in operators that Lua 5.2 lacks. */
  private boolean doubled(int character) {
    return source.peek(1) == character && level.hasIntegers();
  }

  private int dots() {
    int second = source.peek(1);
    if (second == '.') {
      return source.peek(2) == '.' ? pass(3, Token.DOTS) : pass(2, Token.CONCAT);
    }
    return CharClass.is(second, CharClass.DIGIT) ? numeral() : pass(1, '.');
  }

  private int bracket() {
    int level = strings.longBracket();
    if (level >= 0) {
      scannedString = strings.longString(level);
      return Token.STRING;
    }
    if (level == StringLexer.SINGLE_BRACKET) {
      return '[';
    }
    throw error("invalid long string delimiter", Token.STRING);
  }

  // ---- what the parser expects

  /** Skips the current token if it is of this kind, and tells whether it was. */
  boolean testNext(int kind) {
    if (token == kind) {
      next();
      return true;
    }
    return false;
  }

  /** Fails unless the current token is of this kind. */
  void check(int kind) {
    if (token != kind) {
      throw expected(kind);
    }
  }

  /** Skips the current token, which must be of this kind. */
  void checkNext(int kind) {
    check(kind);
    next();
  }

  /** Skips the token that closes what another one has opened on some line. */
  void checkMatch(int what, int who, int where) {
    if (token == what) {
      next();
    } else if (where == source.line) {
      throw expected(what);
    } else {
      String opened = Token.describe(who, level) + " at line " + where;
      throw syntaxError(Token.describe(what, level) + " expected (to close " + opened + ")");
    }
  }

  /** Skips a name, which must be the current token, and returns it. */
  LuaString checkName() {
    check(Token.NAME);
    LuaString name = string;
    next();
    return name;
  }

  private LuaError expected(int kind) {
    return syntaxError(Token.describe(kind, level) + " expected");
  }

  // ---- errors

  /** Returns a syntax error that names no token, for the caller to throw. */
  LuaError semanticError(String message) {
    return error(message, Token.NONE);
  }

  /** Returns a syntax error at the current token, for the caller to throw. */
  LuaError syntaxError(String message) {
    return error(message, token);
  }

  private LuaError error(String message, int near) {
    if (near == Token.NONE) {
      return source.error(message);
    }
    return source.error(message + " near " + describe(near) + newer(near));
  }

  private String describe(int near) {
    boolean textual = near == Token.NAME || near == Token.STRING || near == Token.NUMBER;
    return textual ? strings.describeText() : Token.describe(near, level);
  }

  /** Returns a note if the wrong token is valid in a later version. */
  private String newer(int near) {
    int before = start > 0 ? source.bytes[start - 1] : Source.END;
    return LaterLua.note(near, before, source, level);
  }
}
