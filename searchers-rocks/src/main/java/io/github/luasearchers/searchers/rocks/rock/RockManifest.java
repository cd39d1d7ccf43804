package io.github.luasearchers.searchers.rocks.rock;

import io.github.luasearchers.searchers.jar.ZipBytes;
import io.github.luasearchers.searchers.rocks.data.DataReader;
import io.github.luasearchers.searchers.rocks.data.DataTable;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the files of a rock with the sums in its {@code rock_manifest}. That finds damage only:
 * who can change a file can change its sum as well, and MD5 is broken. What a rock must be is in
 * the lock file.
 */
final class RockManifest {

  private static final String NAME = "rock_manifest";
  private static final int DEEPEST = 64;

  private final String place;
  private final ZipBytes zip;
  private final Set<String> summed = new HashSet<>();

  private RockManifest(String place, ZipBytes zip) {
    this.place = place;
    this.zip = zip;
  }

  /**
   * Checks all files. Rocks of LuaRocks 1 have no sums, and nothing can be checked then.
   *
   * @throws IOException if one is not what its sum says, is missing, or has no sum and is code
   */
  static void check(String place, ZipBytes zip) throws IOException {
    Optional<byte[]> content = zip.read(NAME);
    if (content.isEmpty()) {
      return;
    }
    DataTable document = DataReader.read(place + "!/" + NAME, content.get());
    DataTable sums =
        document
            .table(NAME)
            .orElseThrow(() -> new IOException("'" + place + "!/" + NAME + "' has no sums"));
    RockManifest manifest = new RockManifest(place, zip);
    manifest.check(sums, "", 0);
    for (String file : zip.names()) {
      boolean code = file.startsWith("lua/") || file.startsWith("lib/");
      if (code && !manifest.summed.contains(file)) {
        throw new IOException(
            "'" + place + "!/" + file + "' is not in the rock's own list, " + NAME);
      }
    }
  }

  private void check(DataTable sums, String folder, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("'" + place + "!/" + NAME + "' is nested too deep");
    }
    for (Map.Entry<Object, Object> each : sums.members()) {
      String path = folder + each.getKey();
      if (each.getValue() instanceof DataTable table) {
        check(table, path + "/", depth + 1);
      } else {
        check(path, String.valueOf(each.getValue()));
      }
    }
  }

  private void check(String path, String sum) throws IOException {
    byte[] content =
        zip.read(path).orElseThrow(() -> new IOException("'" + place + "' lacks '" + path + "'"));
    String actual = md5(content);
    if (!actual.equalsIgnoreCase(sum)) {
      throw new IOException(
          "'"
              + place
              + "!/"
              + path
              + "' is damaged: its MD5 is "
              + actual
              + ", and the rock's own list has "
              + sum);
    }
    summed.add(path);
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }
}
