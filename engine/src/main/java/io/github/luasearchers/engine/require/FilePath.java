package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.sandbox.Places;
import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code package.path} or {@code package.cpath}, as the script has left it. */
final class FilePath {

  /** No system has a name of a file that is longer. */
  private static final int LONGEST_NAME = 1 << 15;

  /** What a look whether there is a file takes, in instructions of the loop. */
  private static final int LOOK = 500;

  /** So many places are named where there is no file; a script may make a path of any length. */
  private static final int MOST_MISSED = 100;

  private final PackageLibrary library;
  private final String field;
  private @Nullable LuaString text;
  private String[] templates = {};

  FilePath(PackageLibrary library, String field) {
    this.library = library;
    this.field = field;
  }

  /** Returns the templates of the path. */
  String[] templates() {
    LuaValue value = library.field(field);
    if (!value.isstring()) {
      throw new SearchError("'package." + field + "' must be a string", null);
    }
    if (!value.equals(text)) {
      LuaString path = library.lua().text(value);
      // the list and its parts, all of which may be of one character
      CurrentMeter.reserve(32L * path.m_length);
      CurrentMeter.chargeIfLimited(path.m_length);
      templates = split(ByteText.decode(path), library.lua().level()).toArray(new String[0]);
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

  /** Adds a sentence to those that say where there is no file, if they are not too many. */
  static void miss(List<String> missed, String sentence) {
    if (missed.size() < MOST_MISSED) {
      missed.add(sentence);
    } else if (missed.size() == MOST_MISSED) {
      missed.add("...");
    }
  }

  /** Returns the sentence that says why a file can't be opened to be loaded, null if it can be. */
  static @Nullable String problem(PackageLibrary library, String file) {
    @Nullable Places places = library.options().places();
    @Nullable String refusal = places == null ? null : places.refusal(file);
    if (refusal == null) {
      if (!isReadable(library, new File(file))) {
        return missing(file);
      }
      refusal = places == null ? null : places.refusalToOpen(file);
    }
    return refusal == null ? null : missing(file) + " (" + refusal + ")";
  }

  /** Returns the sentence that says so, with what stands in the way of a name that is a text. */
  static String missing(String file) {
    boolean lacking = !isNameable(file) && !LuaText.hasEscapes(file);
    String reason =
        lacking ? " (sun.jnu.encoding is " + System.getProperty("sun.jnu.encoding") + ")" : "";
    return "no file '" + LuaText.excerpt(file) + "'" + reason;
  }

  /**
   * Tells whether a file can be opened. None can under a name that the encoding of the system's
   * names lacks: Java would open another, with question marks.
   */
  static boolean isReadable(PackageLibrary library, File file) {
    return file.getPath().length() <= LONGEST_NAME
        && isNameable(file.getPath())
        && library.platform().isReadable(file);
  }

  private static boolean isNameable(String file) {
    return isAscii(file) || (!LuaText.hasEscapes(file) && isEncodable(file));
  }

  private static boolean isAscii(String file) {
    for (int i = 0; i < file.length(); i++) {
      if (file.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEncodable(String file) {
    try {
      new File(file).toPath();
      return true;
    } catch (InvalidPathException e) {
      return File.separatorChar == '\\'; // where it is about a character that no name may have
    }
  }

  /**
   * Looks for the first readable file along a path: {@code searchpath} of loadlib.c.
   *
   * @param part what takes the place of the {@code ?}
   * @param missed gets the places where there is none
   */
  static @Nullable String search(
      PackageLibrary library, String part, String path, List<String> missed) {
    CurrentMeter.reserve(32L * path.length());
    for (String template : split(path, library.lua().level())) {
      library.lua().afterJava();
      String file = fileName(template, part);
      @Nullable String problem = problem(library, file);
      if (problem == null) {
        return file;
      }
      miss(missed, problem);
    }
    return null;
  }
}
