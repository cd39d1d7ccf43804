package io.github.luasearchers.searchers.http;

import io.github.luasearchers.spi.ModuleName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Turns the name of a module into the path of a URL. A name is not to be trusted: whatever it
 * holds, it can act on nothing but the last part of the path, and never as a parent folder, a
 * query, a fragment or another host.
 */
final class ModulePath {

  private ModulePath() {}

  /**
   * Returns the path for a name: {@code a/b} for {@code a.b}, with all but letters, digits and
   * {@code -_~} percent-encoded. Empty if the name is not {@link ModuleName#isPlain plain}.
   */
  static Optional<String> of(String moduleName) {
    if (!ModuleName.isPlain(moduleName)) {
      return Optional.empty();
    }
    StringBuilder path = new StringBuilder();
    for (byte b : moduleName.getBytes(StandardCharsets.UTF_8)) {
      append(path, b);
    }
    return Optional.of(path.toString());
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
