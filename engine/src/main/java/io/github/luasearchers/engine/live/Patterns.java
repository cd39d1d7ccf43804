package io.github.luasearchers.engine.live;

import java.util.List;

/** Patterns of module names: {@code app.*} has all that begin with {@code app.}. */
final class Patterns {

  private Patterns() {}

  static boolean match(List<String> patterns, String module) {
    for (String each : patterns) {
      if (matches(each, module)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String pattern, String module) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(module);
    }
    String start = pattern.substring(0, star);
    String end = pattern.substring(star + 1);
    return module.length() >= start.length() + end.length()
        && module.startsWith(start)
        && module.endsWith(end);
  }
}
