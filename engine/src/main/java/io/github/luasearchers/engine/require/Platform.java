package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import java.io.File;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** What differs between operating systems: PUC's luaconf.h, with the paths of Debian's packages. */
final class Platform {

  private final boolean windows;

  /** What takes the place of {@code !} in a path on Windows. */
  private final String programDirectory;

  private final LuaString config;
  private final Map<Level, LuaString> paths = new EnumMap<>(Level.class);
  private final Map<Level, LuaString> cpaths = new EnumMap<>(Level.class);

  Platform(boolean windows, String architecture, String javaHome) {
    this.windows = windows;
    this.programDirectory = javaHome + "\\bin";
    this.config = LuaString.valueOf(directorySeparator() + "\n;\n?\n!\n-\n");
    String triplet = triplet(architecture);
    String libraries = triplet.isEmpty() ? "" : "/usr/lib/" + triplet + "/lua/";
    for (Level level : Level.values()) {
      String path = windows ? windowsPath(level) : unixPath(level);
      String cpath = windows ? windowsCpath(level) : unixCpath(level, libraries);
      paths.put(level, LuaText.of(local(path)));
      cpaths.put(level, LuaText.of(local(cpath)));
    }
  }

  /** Returns the machine that this is. */
  static Platform current() {
    return new Platform(
        System.getProperty("os.name", "").startsWith("Windows"),
        System.getProperty("os.arch", ""),
        System.getProperty("java.home", ""));
  }

  private static String triplet(String architecture) {
    return switch (architecture) {
      case "amd64" -> "x86_64-linux-gnu";
      case "aarch64" -> "aarch64-linux-gnu";
      case "arm" -> "arm-linux-gnueabihf";
      case "x86", "i386" -> "i386-linux-gnu";
      case "ppc64le" -> "powerpc64le-linux-gnu";
      case "riscv64" -> "riscv64-linux-gnu";
      case "s390x" -> "s390x-linux-gnu";
      default -> "";
    };
  }

  String directorySeparator() {
    return windows ? "\\" : "/";
  }

  /** Returns {@code package.config}. */
  LuaString config() {
    return config;
  }

  /**
   * Tells whether {@code fopen} would open a file to read it; on Unix that goes for directories.
   */
  boolean isReadable(File file) {
    // Newer JDKs take the empty name for the current folder; C's fopen does not.
    return !file.getPath().isEmpty() && file.canRead() && !(windows && file.isDirectory());
  }

  /**
   * Returns the value that {@code package.path} or {@code package.cpath} begins with: {@code
   * setpath} of loadlib.c.
   *
   * @param set what the user set, with {@code ;;} where the standard path is to be
   */
  LuaString path(String set, LuaString standard, Level level) {
    return LuaText.of(local(insert(set, ByteText.decode(standard), level)));
  }

  private String local(String path) {
    return windows ? path.replace("!", programDirectory) : path;
  }

  private static String insert(String path, String standard, Level level) {
    return level.atLeast(Level.LUA_5_4) ? insertOnce(path, standard) : insertAll(path, standard);
  }

  private static String insertAll(String path, String standard) {
    return path.replace(";;", ";\1;").replace("\1", standard);
  }

  private static String insertOnce(String path, String standard) {
    int mark = path.indexOf(";;");
    if (mark < 0) {
      return path;
    }
    String before = mark == 0 ? "" : path.substring(0, mark) + ";";
    String after = mark + 2 == path.length() ? "" : ";" + path.substring(mark + 2);
    return before + standard + after;
  }

  /** Returns the path of Lua files where the user sets none. */
  LuaString standardPath(Level level) {
    return standard(paths, level);
  }

  private static LuaString standard(Map<Level, LuaString> paths, Level level) {
    @Nullable LuaString path = paths.get(level);
    if (path == null) {
      throw new IllegalArgumentException("no level " + level);
    }
    return path;
  }

  private static String unixPath(Level level) {
    String version = level.version();
    String tail = level.atLeast(Level.LUA_5_3) ? ";./?.lua;./?/init.lua" : ";./?.lua";
    return luaAndInit("/usr/local/share/lua/" + version + "/")
        + ";"
        + luaAndInit("/usr/local/lib/lua/" + version + "/")
        + ";"
        + luaAndInit("/usr/share/lua/" + version + "/")
        + tail;
  }

  private static String luaAndInit(String root) {
    return root + "?.lua;" + root + "?/init.lua";
  }

  private static String windowsPath(Level level) {
    String own = "!\\lua\\?.lua;!\\lua\\?\\init.lua;!\\?.lua;!\\?\\init.lua;";
    if (!level.atLeast(Level.LUA_5_3)) {
      return own + ".\\?.lua";
    }
    String shared = "!\\..\\share\\lua\\" + level.version() + "\\";
    return own + shared + "?.lua;" + shared + "?\\init.lua;.\\?.lua;.\\?\\init.lua";
  }

  /** Returns the path of libraries where the user sets none. */
  LuaString standardCpath(Level level) {
    return standard(cpaths, level);
  }

  /** Returns the path, with the directory that Debian has for each architecture if it is known. */
  private static String unixCpath(Level level, String libraries) {
    String version = level.version();
    String debian = libraries.isEmpty() ? "" : libraries + version + "/?.so;";
    String local = "/usr/local/lib/lua/" + version + "/";
    return local
        + "?.so;"
        + debian
        + "/usr/lib/lua/"
        + version
        + "/?.so;"
        + local
        + "loadall.so;./?.so";
  }

  private static String windowsCpath(Level level) {
    String own =
        level.atLeast(Level.LUA_5_3)
            ? "!\\?.dll;!\\..\\lib\\lua\\" + level.version() + "\\?.dll;"
            : "!\\?.dll;";
    return own + "!\\loadall.dll;.\\?.dll";
  }
}
