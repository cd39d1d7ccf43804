package io.github.luasearchers.cli;

import io.github.luasearchers.engine.Settings;
import io.github.luasearchers.engine.value.Level;
import org.jspecify.annotations.Nullable;

/** What the script that started the JVM says of itself. */
final class Launcher {

  private static final String NAME = "luasearchers.name";
  private static final String FILE = "luasearchers.launcher";
  private static final String ALONE = "luasearchers.alone";
  private static final String LUA = "lua";

  private Launcher() {}

  /** Returns the name that the command was called by. */
  static String name() {
    @Nullable String name = System.getProperty(NAME);
    return name == null || name.isEmpty() ? LUA : name;
  }

  /** Returns the absolute path of the script, for programs that start the command again. */
  static String file() {
    @Nullable String file = System.getProperty(FILE);
    return file == null || file.isEmpty() ? name() : file;
  }

  /**
   * Tells whether the distribution's jars are alone on the class path. They have no {@code
   * lua.properties}: to look for one would make the JVM read the directories of all jars and
   * modules.
   */
  static boolean isAlone() {
    return Boolean.getBoolean(ALONE);
  }

  /** Returns the version of Lua that the name says, or else the system property, or else 5.4. */
  static Level level() {
    @Nullable Level named = levelIn(name());
    if (named != null) {
      return named;
    }
    @Nullable String set = System.getProperty(Settings.VERSION);
    @Nullable Level level = set == null ? null : Options.level(set);
    return level == null ? Level.LUA_5_4 : level;
  }

  /** Returns the version in a name such as {@code lua5.3} or {@code luac53}. */
  private static @Nullable Level levelIn(String name) {
    int five = name.indexOf('5');
    if (five < 0 || five + 1 >= name.length()) {
      return null;
    }
    char next = name.charAt(five + 1);
    String minor = name.substring(five + (next == '.' ? 2 : 1));
    return minor.isEmpty() ? null : Options.level("5." + minor.charAt(0));
  }
}
