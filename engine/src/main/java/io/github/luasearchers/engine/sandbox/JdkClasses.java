package io.github.luasearchers.engine.sandbox;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the JDK that a pattern in {@code lua.java.allow} matches: those in {@code
 * jdk-classes.txt} next to this class, which gives the reasons. Classes that a later JDK adds are
 * not among them until somebody has reviewed them.
 */
public final class JdkClasses {

  private static final String FILE = "jdk-classes.txt";

  private JdkClasses() {}

  /** Tells whether a class belongs to the JDK, and not to the host or a library. */
  public static boolean isOfJdk(Class<?> type) {
    @Nullable ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
      return true;
    }
    // Tools, such as the compiler, have the application's loader.
    @Nullable String module = type.getModule().getName();
    return module != null && isNameOfJdk(module);
  }

  /** Tells whether a class belongs to the JDK, by its name. No other loader may define these. */
  public static boolean isNameOfJdk(String name) {
    return name.startsWith("java.") || name.startsWith("jdk.");
  }

  /** Tells whether the list has a class of the JDK. */
  public static boolean isHarmless(String className) {
    return Listed.NAMES.contains(className);
  }

  /** Read when a pattern is first checked for a class. */
  private static final class Listed {

    static final Set<String> NAMES = Set.copyOf(NameList.read(FILE));
  }
}
