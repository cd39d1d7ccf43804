package io.github.luasearchers.clibs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Which files may be linked: those in some folders, and those of some SHA-256 sums. */
final class AllowedFiles {

  private static final String SUM = "[0-9a-fA-F]{64}";

  private final List<String> items;

  private AllowedFiles(List<String> items) {
    this.items = items;
  }

  /**
   * @param items folders and sums; none allow everything
   */
  static AllowedFiles of(List<String> items) {
    return new AllowedFiles(items);
  }

  /**
   * Fails unless a file may be linked.
   *
   * @param setting the name of the setting that says so
   */
  void check(String file, String setting) throws IOException {
    Path path = Path.of(file);
    if (items.isEmpty() || !Files.exists(path)) {
      return; // to be told from one that is not allowed
    }
    Path real = path.toRealPath();
    for (String item : items) {
      if (item.matches(SUM) ? item.toLowerCase(Locale.ROOT).equals(sum(real)) : holds(item, real)) {
        return;
      }
    }
    throw new IOException(
        (path.toAbsolutePath().equals(real) ? file : file + ", a link to " + real)
            + ": "
            + setting
            + " allows neither its folder nor its SHA-256, which is "
            + sum(real));
  }

  private static boolean holds(String folder, Path file) throws IOException {
    Path path = Path.of(folder);
    return Files.isDirectory(path) && file.startsWith(path.toRealPath());
  }

  private static String sum(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each JVM has it
    }
  }
}
