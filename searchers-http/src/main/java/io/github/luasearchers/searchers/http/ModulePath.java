package io.github.luasearchers.searchers.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Turns the name of a module into the path of a URL. A name is not to be trusted: whatever it
 * holds, it can act on nothing but the last part of the path, and never as a parent folder, a
 * query, a fragment or another host.
 */
final class ModulePath {

  private static final int MAX_NAME_LENGTH = 255;

  private ModulePath() {}

  /**
   * Returns the path for a name: {@code a/b} for {@code a.b}, with all but letters, digits and
   * {@code -_~} percent-encoded. Empty if the name has an empty part, is longer than 255 characters
   * or holds a slash, a backslash, a colon, a semicolon or a control character.
   */
  static Optional<String> of(String moduleName) {
    if (moduleName.length() > MAX_NAME_LENGTH) {
      return Optional.empty();
    }
    StringBuilder path = new StringBuilder();
    boolean atStart = true;
    for (byte b : moduleName.getBytes(StandardCharsets.UTF_8)) {
      if (b == '.' ? atStart : isForbidden(b)) {
        return Optional.empty();
      }
      atStart = b == '.';
      append(path, b);
    }
    return atStart ? Optional.empty() : Optional.of(path.toString());
  }

  private static boolean isForbidden(byte b) {
    return (b >= 0 && b < ' ') || b == 0x7F || "/\\:;".indexOf(b) >= 0;
  }

  private static void append(StringBuilder path, byte b) {
    if (b == '.') {
      path.append('/');
    } else if (isUnreserved(b)) {
      path.append((char) b);
    } else {
      path.append('%');
      path.append(Character.toUpperCase(Character.forDigit((b >> 4) & 15, 16)));
      path.append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
    }
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_'
        || b == '~';
  }
}
