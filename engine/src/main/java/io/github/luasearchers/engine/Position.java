package io.github.luasearchers.engine;

import org.jspecify.annotations.Nullable;

/**
 * Where an error was, as far as its text and its traceback tell, and the text without what the
 * exception has in fields.
 */
record Position(String message, @Nullable String file, int line) {

  private static final String INDENT = "\n\t";

  static Position of(String text, @Nullable String file, String traceback) {
    String name = Chunk.shortName(file);
    int line = lineAfter(text, name);
    if (line >= 0) {
      return new Position(file == null ? text : rest(text, name, line), file, line);
    }
    @Nullable String other = otherFile(text, traceback);
    if (other != null) {
      int otherLine = lineAfter(text, other);
      return new Position(rest(text, other, otherLine), other, otherLine);
    }
    int at = traceback.indexOf(INDENT + name + ":");
    int called = at < 0 ? -1 : lineAfter(traceback.substring(at + INDENT.length()), name);
    return new Position(text, file, called);
  }

  /** Returns the name of another file, such as a module's, where the text says the error was. */
  private static @Nullable String otherFile(String text, String traceback) {
    for (int colon = text.indexOf(':'); colon > 0; colon = text.indexOf(':', colon + 1)) {
      String name = text.substring(0, colon);
      if (lineAfter(text, name) >= 0) {
        boolean seen = traceback.contains(INDENT + name + ":");
        return seen && !name.startsWith("[") ? name : null;
      }
    }
    return null;
  }

  /** Returns the number in {@code name:number:} at the beginning of a text, -1 if there is none. */
  private static int lineAfter(String text, String name) {
    int start = name.length() + 1;
    if (!text.startsWith(name) || !text.startsWith(":", name.length())) {
      return -1;
    }
    int end = start;
    while (end < text.length() && Character.isDigit(text.charAt(end)) && end - start < 9) {
      end++;
    }
    boolean number = end > start && text.startsWith(":", end);
    return number ? Integer.parseInt(text.substring(start, end)) : -1;
  }

  private static String rest(String text, String name, int line) {
    int end = name.length() + Integer.toString(line).length() + 2;
    return text.startsWith(" ", end) ? text.substring(end + 1) : text.substring(end);
  }
}
