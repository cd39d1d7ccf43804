package io.github.luasearchers.publish;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.integrity.RepositoryPaths;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lock files in the form of GNU's {@code sha256sum}: a digest and a file per line. */
final class LockSums {

  private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](.+)");

  private LockSums() {}

  /**
   * Returns the lines of what is locked, sorted. Each names the file as it is called in a folder of
   * modules: {@code sha256sum -c} in such a folder checks them.
   */
  static String export(Map<String, LockEntry> modules) {
    SortedMap<String, String> lines = new TreeMap<>();
    modules.forEach(
        (name, locked) -> {
          String path = path(name, locked.url());
          lines.put(path, locked.digest().hex() + "  " + path + "\n");
        });
    return String.join("", lines.values());
  }

  /** Returns the end of a URL that the module's name stands for. */
  private static String path(String module, URI url) {
    String path = String.valueOf(url.getPath());
    if (LockFile.isRock(module)) {
      return path.substring(path.lastIndexOf('/') + 1);
    }
    int start = path.lastIndexOf("/" + module.replace('.', '/'));
    return start < 0 ? module.replace('.', '/') + ".lua" : path.substring(start + 1);
  }

  /**
   * Returns what such lines lock.
   *
   * @param name what errors call the lines
   * @param repository the id of the repository that has the files
   * @param base the repository's URL, with a slash at the end
   * @throws IOException if a line is none, or names a file that no module's name leads to
   */
  static SortedMap<String, LockEntry> parse(String name, String text, String repository, URI base)
      throws IOException {
    SortedMap<String, LockEntry> modules = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IOException(
            "'"
                + name
                + "', line "
                + number
                + ": 64 hexadecimal digits, two spaces and a file"
                + " are expected");
      }
      String path =
          matcher.group(2).startsWith("./") ? matcher.group(2).substring(2) : matcher.group(2);
      List<String> names = RepositoryPaths.modules(path);
      if (names.isEmpty()) {
        throw new IOException(
            "'" + name + "', line " + number + ": no module's name leads to '" + path + "'");
      }
      LockEntry locked =
          new LockEntry(
              repository, resolve(base, path), Digest.parse(matcher.group(1)), LockEntry.UNKNOWN);
      names.forEach(each -> modules.putIfAbsent(each, locked));
    }
    return modules;
  }

  private static URI resolve(URI base, String path) throws IOException {
    try {
      return base.resolve(new URI(null, null, path, null));
    } catch (java.net.URISyntaxException e) {
      throw new IOException("'" + path + "' fits no URL", e);
    }
  }
}
