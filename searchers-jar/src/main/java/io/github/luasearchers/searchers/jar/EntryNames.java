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
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        throw new IOException("the name of an entry has a control character");
      }
    }
    if (name.indexOf('\\') >= 0) {
      throw new IOException("the name '" + name + "' of an entry has a backslash");
    }
    boolean drive = name.length() > 1 && name.charAt(1) == ':' && isLetter(name.charAt(0));
    if (name.isEmpty() || name.startsWith("/") || drive || leadsElsewhere(name)) {
      throw new IOException("the name '" + name + "' of an entry leads elsewhere");
    }
  }

  private static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  /** Tells whether a part of the name is empty, a dot or two dots. */
  private static boolean leadsElsewhere(String name) {
    int start = 0;
    while (start < name.length()) {
      int slash = name.indexOf('/', start);
      int end = slash < 0 ? name.length() : slash;
      String part = name.substring(start, end);
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return true;
      }
      start = end + 1;
    }
    return false;
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
