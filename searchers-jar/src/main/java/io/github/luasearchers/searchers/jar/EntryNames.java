package io.github.luasearchers.searchers.jar;

import java.io.IOException;
import java.util.Locale;

/** The rules for names in an archive. */
final class EntryNames {

  private EntryNames() {}

  /**
   * Rejects names that an unpacking tool could take for a place outside, or that a message cannot
   * show.
   */
  static void check(String name) throws IOException {
    int length = name.length();
    int start = 0; // of a part of the name
    boolean elsewhere = length == 0;
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (c < ' ' || (c >= '\u007F' && c <= '\u009F')) {
        throw new IOException("the name of an entry has a control character");
      }
      if (c == '/') {
        elsewhere |= isNoName(name, start, i);
        start = i + 1;
      }
    }
    if (name.indexOf('\\') >= 0) {
      throw new IOException("the name '" + name + "' of an entry has a backslash");
    }
    boolean drive = length > 1 && name.charAt(1) == ':' && isLetter(name.charAt(0));
    if (elsewhere || drive || (start < length && isNoName(name, start, length))) {
      throw new IOException("the name '" + name + "' of an entry leads elsewhere");
    }
  }

  private static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  /** Tells whether a part of the name is empty, a dot or two dots. */
  private static boolean isNoName(String name, int start, int end) {
    int length = end - start;
    return length == 0
        || (length == 1 && name.charAt(start) == '.')
        || (length == 2 && name.startsWith("..", start));
  }

  /**
   * Tells whether it matters if another name differs only in case. It does not for files that Java
   * libraries keep beside their code: many have both a {@code META-INF/license} and a {@code
   * META-INF/LICENSE}, and neither can be a module.
   */
  static boolean matters(String name) {
    return !name.startsWith("META-INF/") || name.startsWith("META-INF/lua/");
  }

  /** Returns the same text for all names that differ only in case. */
  static String fold(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
