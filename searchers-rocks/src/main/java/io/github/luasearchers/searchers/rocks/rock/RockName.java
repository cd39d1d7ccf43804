package io.github.luasearchers.searchers.rocks.rock;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the name of a rock's file says.
 *
 * @param arch what it is for: {@code all}, {@code src}, or a platform, {@code linux-x86_64}
 */
public record RockName(String name, String version, String arch) {

  public static final String ALL = "all";
  public static final String SOURCE = "src";

  /** Strings of servers get into paths and messages, so they are letters, digits and signs. */
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  /** Tells whether a name, a version or an arch of a server may be used. */
  public static boolean isSafe(String text) {
    return SAFE.matcher(text).matches();
  }

  /** Returns the arch of binary rocks for this machine, as LuaRocks calls it. */
  public static String thisMachine() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "");
    String name =
        system.startsWith("mac") ? "macosx" : system.startsWith("windows") ? "win32" : "linux";
    return name + "-" + (processor.equals("amd64") ? "x86_64" : processor);
  }

  /** Returns the name of its file: {@code inspect-3.1.1-1.all.rock}. */
  public String file() {
    return name + "-" + version + "." + arch + ".rock";
  }

  /** Returns the name of its rockspec. */
  String rockspec() {
    return name + "-" + version + ".rockspec";
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
