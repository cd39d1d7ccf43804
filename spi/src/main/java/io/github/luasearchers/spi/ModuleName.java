package io.github.luasearchers.spi;

/**
 * The rules for names of modules. A name is what a script gives to {@code require}: it may hold
 * anything, and is not to be trusted.
 *
 * @since 0.1.0
 */
public final class ModuleName {

  private static final int LONGEST = 255;

  private ModuleName() {}

  /**
   * Tells whether searchers are asked for a name: it has neither NUL, which ends a name in C, nor a
   * semicolon, which ends a template of a path. For any other the engine says itself that there is
   * no such module.
   */
  public static boolean isSearchable(String name) {
    return name.indexOf(0) < 0 && name.indexOf(';') < 0;
  }

  /**
   * Tells whether a name can be made part of a path or a URL, with slashes for its dots, and lead
   * out of no root. It has no empty part (and so no {@code ..}), no slash, backslash, colon,
   * semicolon or control character, and 255 characters at most.
   */
  public static boolean isPlain(String name) {
    boolean atStart = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean separates = c == '/' || c == '\\' || c == ':' || c == ';';
      if (separates || Character.isISOControl(c) || (c == '.' && atStart)) {
        return false;
      }
      atStart = c == '.';
    }
    return !atStart && name.length() <= LONGEST;
  }
}
