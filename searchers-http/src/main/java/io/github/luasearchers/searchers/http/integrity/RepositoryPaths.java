package io.github.luasearchers.searchers.http.integrity;

import io.github.luasearchers.spi.ModuleName;
import java.util.List;

/** Paths in a repository, and the modules that the default templates find there. */
public final class RepositoryPaths {

  private static final int MAX_PATH_LENGTH = 1024;
  private static final String SUFFIX = ".lua";
  private static final String INIT = "/init";

  private RepositoryPaths() {}

  /**
   * Tells whether a path, appended to a repository's URL, stays within the repository, whatever
   * servers make of dots, escapes and backslashes. Such a path needs no escapes in a URL.
   */
  static boolean isSafe(String path) {
    if (path.length() > MAX_PATH_LENGTH
        || !path.chars().allMatch(RepositoryPaths::isPathCharacter)) {
      return false;
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a character may be in a URL's path without escapes (RFC 3986, 3.3). */
  private static boolean isPathCharacter(int c) {
    boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    return letter || c >= '0' && c <= '9' || "-._~!$&'()*+,=@/".indexOf(c) >= 0;
  }

  /** Tells whether a name is a valid module name; there may be no such module. */
  public static boolean isModule(String name) {
    return ModuleName.isPlain(name);
  }

  /** Returns the modules that {@code ?.lua} and {@code ?/init.lua} find at a path; maybe none. */
  public static List<String> modules(String path) {
    if (!isSafe(path) || !path.endsWith(SUFFIX)) {
      return List.of();
    }
    String stem = path.substring(0, path.length() - SUFFIX.length());
    String module = stem.replace('/', '.');
    if (stem.contains(".") || stem.endsWith("/") || stem.isEmpty()) {
      // A dot in a module's name separates folders, so a file's name must not have one.
      return List.of();
    }
    return stem.endsWith(INIT)
        ? List.of(stem.substring(0, stem.length() - INIT.length()).replace('/', '.'), module)
        : List.of(module);
  }
}
