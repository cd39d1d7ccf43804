package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code package.path} or {@code package.cpath}, as the script has left it. */
final class FilePath {

  /** No system has a name of a file that is longer. */
  static final int LONGEST_NAME = 1 << 15;

  /** What a look whether there is a file takes, in instructions of the loop. */
  private static final int LOOK = 500;

  private final LuaRuntime lua;
  private final String field;
  private @Nullable LuaString text;
  private String[] templates = {};

  FilePath(LuaRuntime lua, String field) {
    this.lua = lua;
    this.field = field;
  }

  /**
   * Returns the templates of the path.
   *
   * @param value what the field holds
   */
  String[] templates(LuaValue value) {
    if (!value.isstring()) {
      throw new SearchError("'package." + field + "' must be a string", null);
    }
    if (!value.equals(text)) {
      LuaString path = lua.text(value);
      // the list and its parts, all of which may be of one character
      CurrentMeter.reserve(32L * path.m_length);
      CurrentMeter.chargeIfLimited(path.m_length);
      templates = split(ByteText.decode(path), lua.level()).toArray(new String[0]);
      text = path;
    }
    return templates;
  }

  /**
   * Splits a path. Lua 5.4 keeps its empty templates. Unlike PUC's 5.4 this is done before a name
   * is filled in, so that a semicolon in a name does not make two file names of one.
   */
  static List<String> split(String path, Level level) {
    List<String> templates = new ArrayList<>();
    int start = 0;
    while (start <= path.length()) {
      int semicolon = path.indexOf(';', start);
      int end = semicolon < 0 ? path.length() : semicolon;
      if (end > start || level.atLeast(Level.LUA_5_4)) {
        templates.add(path.substring(start, end));
      }
      start = end + 1;
    }
    return templates;
  }

  /** Returns what takes the place of the {@code ?}: the name with other separators. */
  static String part(String name, String separator, String replacement) {
    return separator.isEmpty() ? name : replace(name, separator, replacement);
  }

  /**
   * Returns the name of the file for one template. One that is too long for any file has no end.
   */
  static String fileName(String template, String part) {
    String name = replace(template, "?", part);
    CurrentMeter.chargeIfLimited(LOOK + name.length());
    return name;
  }

  /** Replaces as {@link String#replace} does, as far as the result is no longer than any name. */
  private static String replace(String text, String old, String replacement) {
    int at = text.indexOf(old);
    if (at < 0 && text.length() <= LONGEST_NAME) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    int from = 0;
    while (at >= 0 && result.length() <= LONGEST_NAME) {
      result.append(text, from, at).append(replacement);
      from = at + old.length();
      at = text.indexOf(old, from);
    }
    result.append(text, from, text.length());
    return result.substring(0, Math.min(result.length(), LONGEST_NAME + 1));
  }
}
