package io.github.luasearchers.engine.sandbox;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the JDK that a pattern in {@code lua.java.allow} means: those of {@code
 * jdk-classes.txt}, which stands beside this one and has the reasons. Whatever a later JDK brings
 * is not among them until somebody has looked at it.
 */
public final class JdkClasses {

  private static final String FILE = "jdk-classes.txt";

  private JdkClasses() {}

  /** Tells whether a class is the JDK's, and not the host's or a library's. */
  public static boolean isOfJdk(Class<?> type) {
    @Nullable ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
      return true;
    }
    // Tools, such as the compiler, have the application's loader.
    @Nullable String module = type.getModule().getName();
    return module != null && isNameOfJdk(module);
  }

  /** Tells whether a class is the JDK's if its name says so. No other loader may define these. */
  public static boolean isNameOfJdk(String name) {
    return name.startsWith("java.") || name.startsWith("jdk.");
  }

  /** Tells whether the list has a class of the JDK. */
  public static boolean isHarmless(String className) {
    return Listed.NAMES.contains(className);
  }

  /** Read when the first pattern is asked for the first class. */
  private static final class Listed {

    static final Set<String> NAMES = Set.copyOf(NameList.read(FILE));
  }
}
