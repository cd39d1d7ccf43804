package io.github.luasearchers.engine.sandbox;

import java.util.HashSet;
import java.util.Set;

/**
 * A parsed {@code lua.java.allow}: names of classes, each of which also stands for the classes
 * nested in it; {@code a.b.*} for the classes of a package, {@code a.b.**} for those of its
 * subpackages too; {@code a.b.C#m} for a method of a class, which does not allow the class.
 */
public final class AllowList {

  public static final String KEY = "lua.java.allow";

  private final Set<String> classes = new HashSet<>();
  private final Set<String> packages = new HashSet<>();
  private final Set<String> roots = new HashSet<>();
  private final Set<String> methods = new HashSet<>();

  private AllowList() {}

  /**
   * Parses a setting's value.
   *
   * @throws IllegalArgumentException if it is not a list of names and patterns
   */
  static AllowList parse(String text) {
    AllowList list = new AllowList();
    if (!text.isBlank()) {
      for (String item : text.split(",", -1)) {
        list.add(item.trim(), text);
      }
    }
    return list;
  }

  private void add(String item, String text) {
    if (item.equals("*") || item.equals("**")) {
      roots.add("");
    } else if (item.endsWith(".**")) {
      roots.add(checked(item.substring(0, item.length() - 3), text));
    } else if (item.endsWith(".*")) {
      packages.add(checked(item.substring(0, item.length() - 2), text));
    } else if (item.indexOf('#') >= 0) {
      addMethod(item, item.indexOf('#'), text);
    } else {
      classes.add(checked(item, text).replace('$', '.'));
    }
  }

  private void addMethod(String item, int hash, String text) {
    String method = item.substring(hash + 1);
    if (hash == 0 || method.indexOf('.') >= 0) {
      throw malformed(item, text);
    }
    String owner = checked(item.substring(0, hash), text).replace('$', '.');
    methods.add(owner + '#' + checked(method, text));
  }

  private static String checked(String name, String text) {
    boolean start = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (start ? !Character.isJavaIdentifierStart(c) : c != '.' && !isPart(c)) {
        throw malformed(name, text);
      }
      start = c == '.';
    }
    if (start) {
      throw malformed(name, text);
    }
    return name;
  }

  private static boolean isPart(char c) {
    return Character.isJavaIdentifierPart(c);
  }

  private static IllegalArgumentException malformed(String name, String text) {
    return new IllegalArgumentException(
        KEY
            + " has the item '"
            + name
            + "' ("
            + text
            + "). Give names of classes, with commas between them; a.b.* for those of a package,"
            + " a.b.** for those of the packages below it too, a.b.C#m for a method.");
  }

  /** Tells whether any item of the list matches a class. */
  boolean contains(String className) {
    int dot = className.lastIndexOf('.');
    String home = dot < 0 ? "" : className.substring(0, dot);
    return packages.contains(home) || isBelowRoot(home) || containsItself(className);
  }

  private boolean isBelowRoot(String home) {
    String each = home;
    while (!roots.contains(each)) {
      if (each.isEmpty()) {
        return false;
      }
      each = each.substring(0, Math.max(0, each.lastIndexOf('.')));
    }
    return true;
  }

  /** Tells whether the list has the full name of a class, or of one that it is nested in. */
  boolean containsItself(String className) {
    String each = className.replace('$', '.');
    while (!classes.contains(each)) {
      int dot = each.lastIndexOf('.');
      if (dot < 0) {
        return false;
      }
      each = each.substring(0, dot);
    }
    return true;
  }

  /** Tells whether the list has a method under the name of one of the classes. */
  boolean containsMethod(Iterable<Class<?>> types, String method) {
    if (!methods.isEmpty()) {
      for (Class<?> type : types) {
        if (methods.contains(type.getName().replace('$', '.') + '#' + method)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells whether the list allows no class. */
  boolean isEmpty() {
    return classes.isEmpty() && packages.isEmpty() && roots.isEmpty();
  }
}
