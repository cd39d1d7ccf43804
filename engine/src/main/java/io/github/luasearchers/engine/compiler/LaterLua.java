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
   * @param level the version that the text is read as
   * @param before the byte in front of the token
   * @param source the text, read up to the token's end
   */
  static String note(Level level, int token, int before, Source source) {
    boolean hasOperators = level.atLeast(Level.LUA_5_3);
    if (token == '<' && (before != '<' || hasOperators)) {
      return level.atLeast(Level.LUA_5_4) ? "" : attribute(level, source);
    }
    return hasOperators ? "" : operator(token, before);
  }

  private static String operator(int token, int before) {
    switch (token) {
      case '&', '|', '~' -> {
        return operator("'" + (char) token + "'");
      }
      case '/', '<', '>' -> {
        char c = (char) token;
        return before == token ? operator("'" + c + c + "'") : "";
      }
      default -> {
        return "";
      }
    }
  }

  private static String operator(String text) {
    return " (the operator " + text + " is Lua 5.3's" + thisIs(Level.LUA_5_2);
  }

  private static String attribute(Level level, Source source) {
    boolean known = follows(source, "const>") || follows(source, "close>");
    return known ? " (attributes of local variables are Lua 5.4's" + thisIs(level) : "";
  }

  private static String thisIs(Level level) {
    return "; this is Lua " + level.version() + ")";
  }

  private static boolean follows(Source source, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (source.peek(i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the error for {@code \}{@code u{...}}, which is no escape in Lua 5.2, with a note. */
  static LuaError unicodeEscape(LuaError error) {
    String message = LuaText.toLatin1((LuaString) error.getMessageObject());
    return new ScriptError(
        LuaText.ofLatin1(message + " ('\\u{...}' is Lua 5.3's" + thisIs(Level.LUA_5_2)));
  }
}
