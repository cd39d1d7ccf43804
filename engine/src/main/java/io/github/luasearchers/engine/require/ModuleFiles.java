package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.sandbox.Places;
import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that may be modules: which there are, and which of them a script may load. */
final class ModuleFiles {

  /** So many places are named where there is no file; a script may make a path of any length. */
  private static final int MOST_MISSED = 100;

  private final LuaRuntime lua;
  private final Platform platform;
  private final @Nullable Places places;

  /**
   * @param places the files that scripts may load, in a sandbox; null for all
   */
  ModuleFiles(LuaRuntime lua, Platform platform, @Nullable Places places) {
    this.lua = lua;
    this.platform = platform;
    this.places = places;
  }

  /** Returns what stands between the folders of a file's name. */
  String separator() {
    return platform.directorySeparator();
  }

  /** Tells whether a script may load whatever file there is. */
  boolean areFree() {
    return places == null;
  }

  /**
   * Looks for the first readable file along a path: {@code searchpath} of loadlib.c.
   *
   * @param part what takes the place of the {@code ?}
   * @param missed gets the places where there is none
   */
  @Nullable String search(String part, String path, List<String> missed) {
    CurrentMeter.reserve(32L * path.length());
    for (String template : FilePath.split(path, lua.level())) {
      lua.afterJava();
      String file = FilePath.fileName(template, part);
      @Nullable String problem = problem(file);
      if (problem == null) {
        return file;
      }
      miss(missed, problem);
    }
    return null;
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
  @Nullable String problem(String file) {
    @Nullable String refusal = places == null ? null : places.refusal(file);
    if (refusal == null) {
      if (!isReadable(file)) {
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
  boolean isReadable(String name) {
    File file = new File(name);
    return file.getPath().length() <= FilePath.LONGEST_NAME
        && isNameable(file.getPath())
        && platform.isReadable(file);
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
}
