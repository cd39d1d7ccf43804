package io.github.luasearchers.engine.live.watch;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * The files that are not watched: globs, as {@code FileSystem.getPathMatcher} knows them. One with
 * a slash is for whole paths, relative to the working directory or absolute; one without is for
 * each name on the way. What a folder's glob matches, it matches for everything in it.
 *
 * <p>Never changes; any thread may use it.
 *
 * @since 0.1.0
 */
public final class Excludes {

  /** Excludes nothing. */
  public static final Excludes NONE = new Excludes(List.of(), List.of());

  private final List<PathMatcher> names;
  private final List<PathMatcher> paths;

  private Excludes(List<PathMatcher> names, List<PathMatcher> paths) {
    this.names = names;
    this.paths = paths;
  }

  /**
   * Reads globs.
   *
   * @throws IllegalArgumentException if one is malformed; its message is a sentence that names it
   */
  public static Excludes of(List<String> globs) {
    List<PathMatcher> names = new ArrayList<>();
    List<PathMatcher> paths = new ArrayList<>();
    for (String glob : globs) {
      boolean whole = glob.indexOf('/') >= 0;
      (whole ? paths : names).add(matcher(trimmed(glob)));
    }
    return new Excludes(names, paths);
  }

  /** Takes away what makes no difference to a normalised path, and would keep it from matching. */
  private static String trimmed(String glob) {
    String start = glob.startsWith("./") ? glob.substring(2) : glob;
    return start.length() > 1 && start.endsWith("/")
        ? start.substring(0, start.length() - 1)
        : start;
  }

  private static PathMatcher matcher(String glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the glob '" + glob + "' is malformed: " + e.getDescription(), e);
    }
  }

  /** Tells whether a file, be it there or not, is not watched. */
  public boolean exclude(Path file) {
    if (names.isEmpty() && paths.isEmpty()) {
      return false;
    }
    Path absolute = file.toAbsolutePath().normalize();
    Path home = Path.of("").toAbsolutePath();
    return matches(absolute, paths)
        || (absolute.startsWith(home) && matches(home.relativize(absolute), paths))
        || hasName(absolute);
  }

  /** Tells whether the path, or a folder on the way to it, is matched. */
  private static boolean matches(Path path, List<PathMatcher> globs) {
    for (PathMatcher glob : globs) {
      for (Path each = path; each != null; each = each.getParent()) {
        if (glob.matches(each)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean hasName(Path path) {
    for (PathMatcher glob : names) {
      for (Path name : path) {
        if (glob.matches(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
