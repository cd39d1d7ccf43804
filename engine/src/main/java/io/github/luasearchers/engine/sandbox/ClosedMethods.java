package io.github.luasearchers.engine.sandbox;

import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods that are closed to scripts because of what they do, even if their class is allowed:
 * those in {@code closed-methods.txt} next to this class, which gives the reasons.
 */
final class ClosedMethods {

  private static final String FILE = "closed-methods.txt";

  /** The name of constructors in that file. */
  public static final String CONSTRUCTOR = "new";

  private ClosedMethods() {}

  /**
   * Tells whether a method is closed.
   *
   * @param declaring the class that declares it, and all its supertypes
   * @param name its name, {@link #CONSTRUCTOR} for a constructor
   */
  public static boolean contains(Set<Class<?>> declaring, String name, Executable method) {
    for (Class<?> each : declaring) {
      @Nullable List<String> globs = Listed.BY_CLASS.get(each.getName());
      if (globs != null && fitsAny(globs, name + parameters(method))) {
        return true;
      }
    }
    return false;
  }

  private static boolean fitsAny(List<String> globs, String method) {
    for (String glob : globs) {
      if (fits(glob, method)) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(String glob, String method) {
    String[] parts = glob.split("\\*", -1);
    int last = parts.length - 1;
    int at = parts[0].length();
    if (!method.startsWith(parts[0])) {
      return false;
    }
    for (int i = 1; i < last; i++) {
      int found = method.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return method.length() - parts[last].length() >= at && method.endsWith(parts[last]);
  }

  private static String parameters(Executable method) {
    StringBuilder text = new StringBuilder("(");
    for (Class<?> type : method.getParameterTypes()) {
      text.append(type.getSimpleName()).append(',');
    }
    return text.append(')').toString();
  }

  /** Read when the first method is checked. */
  private static final class Listed {

    static final Map<String, List<String>> BY_CLASS = new HashMap<>();

    static {
      for (String line : NameList.read(FILE)) {
        int hash = line.indexOf('#');
        String type = line.substring(0, hash);
        String method = line.substring(hash + 1);
        @Nullable List<String> globs = BY_CLASS.get(type);
        if (globs == null) {
          globs = new ArrayList<>();
          BY_CLASS.put(type, globs);
        }
        globs.add(method.indexOf('(') < 0 ? method + "(*" : method);
      }
    }
  }
}
