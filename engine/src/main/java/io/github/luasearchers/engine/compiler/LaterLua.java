package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** Notes on errors in source text that is valid in Lua 5.3 or 5.4. */
final class LaterLua {

  private LaterLua() {}

  /**
   * Returns a note on an error at a token, empty if the token is invalid in every version.
   *
   * @param before the byte in front of the token
   * @param source the text, read up to the token's end
   * @param level the version of Lua that the text was read as
   */
  static String note(int token, int before, Source source, Level level) {
    String thisIs = thisIs(level);
    if (level.hasIntegers()) {
      return token == '<' && !level.atLeast(Level.LUA_5_4) ? attribute(source, thisIs) : "";
    }
    switch (token) {
      case '&', '|', '~' -> {
        return operator("'" + (char) token + "'", thisIs);
      }
      case '/' -> {
        return isTwice(token, before, source) ? operator("'//'", thisIs) : "";
      }
      case '>' -> {
        return isTwice(token, before, source) ? operator("'>>'", thisIs) : "";
      }
      case '<' -> {
        return isTwice(token, before, source)
            ? operator("'<<'", thisIs)
            : attribute(source, thisIs);
      }
      default -> {
        return "";
      }
    }
  }

  /** The error is at the second character, or at the first where a statement ends before it. */
  private static boolean isTwice(int token, int before, Source source) {
    return before == token || source.peek(0) == token;
  }

  private static String thisIs(Level level) {
    return "; this is Lua " + level.version() + ")";
  }

  private static String operator(String text, String thisIs) {
    return " (the operator " + text + " is Lua 5.3's" + thisIs;
  }

  private static String attribute(Source source, String thisIs) {
    boolean known = follows(source, "const>") || follows(source, "close>");
    return known ? " (attributes of local variables are Lua 5.4's" + thisIs : "";
  }

  private static boolean follows(Source source, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (source.peek(i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the error for {@code \}{@code u{...}}, which is no escape here, with a note. */
  static LuaError unicodeEscape(LuaError error) {
    String message = LuaText.toLatin1((LuaString) error.getMessageObject());
    return new ScriptError(
        LuaText.ofLatin1(message + " ('\\u{...}' is Lua 5.3's" + thisIs(Level.LUA_5_2)));
  }
}
