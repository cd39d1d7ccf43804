package io.github.luasearchers.searchers.http;

import io.github.luasearchers.spi.ModuleName;
import java.util.List;

/** Paths in a repository, and the modules that the usual templates find there. */
final class RepositoryPaths {

  private static final int LONGEST_PATH = 1024;
  private static final String SUFFIX = ".lua";
  private static final String INIT = "/init";

  private RepositoryPaths() {}

  /**
   * Tells whether a path, put behind a repository's URL, can lead to nothing but a file in it:
   * whatever a server or a URL's syntax makes of dots, escapes and backslashes. It can stand in a
   * URL as it is.
   */
  static boolean isSafe(String path) {
    if (path.length() > LONGEST_PATH || !path.chars().allMatch(RepositoryPaths::isPlain)) {
      return false;
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a character means nothing in a URL's path, or is a slash (RFC 3986, 3.3). */
  private static boolean isPlain(int c) {
    boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    return letter || c >= '0' && c <= '9' || "-._~!$&'()*+,=@/".indexOf(c) >= 0;
  }

  /** Tells whether a name can be a module's. */
  static boolean isModule(String name) {
    return ModuleName.isPlain(name);
  }

  /** Returns the modules that {@code ?.lua} and {@code ?/init.lua} find at a path; maybe none. */
  static List<String> modules(String path) {
    if (!isSafe(path) || !path.endsWith(SUFFIX)) {
      return List.of();
    }
    String stem = path.substring(0, path.length() - SUFFIX.length());
    String module = stem.replace('/', '.');
    if (stem.contains(".") || stem.endsWith("/") || stem.isEmpty()) {
      // A dot in a file's name is a folder's end in a module's.
      return List.of();
    }
    return stem.endsWith(INIT)
        ? List.of(stem.substring(0, stem.length() - INIT.length()).replace('/', '.'), module)
        : List.of(module);
  }
}
