package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;

/** Notes on errors in source text that is valid in Lua 5.3 or 5.4. */
final class LaterLua {

  private static final String THIS_IS = "; this is Lua 5.2)";

  private LaterLua() {}

  /**
   * Returns a note on an error at a token, empty if the token is invalid in every version.
   *
   * @param before the byte in front of the token
   * @param source the text, read up to the token's end
   */
  static String note(int token, int before, Source source) {
    switch (token) {
      case '&', '|', '~' -> {
        return operator("'" + (char) token + "'");
      }
      case '/' -> {
        return before == '/' ? operator("'//'") : "";
      }
      case '>' -> {
        return before == '>' ? operator("'>>'") : "";
      }
      case '<' -> {
        return before == '<' ? operator("'<<'") : attribute(source);
      }
      default -> {
        return "";
      }
    }
  }

  private static String operator(String text) {
    return " (the operator " + text + " is Lua 5.3's" + THIS_IS;
  }

  private static String attribute(Source source) {
    boolean known = follows(source, "const>") || follows(source, "close>");
    return known ? " (attributes of local variables are Lua 5.4's" + THIS_IS : "";
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
    return new ScriptError(LuaText.ofLatin1(message + " ('\\u{...}' is Lua 5.3's" + THIS_IS));
  }
}
