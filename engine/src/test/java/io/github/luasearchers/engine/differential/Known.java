package io.github.luasearchers.engine.differential;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The differences that are known: known.tsv. Each has the version, a pattern, a replacement and the
 * reason: lines that are equal after the replacements are the same.
 */
final class Known {

  private static final int CELLS = 4;

  private record Difference(Pattern pattern, String replacement) {}

  private final List<Difference> differences = new ArrayList<>();

  private Known() {}

  static Known of(String version) throws IOException {
    Known known = new Known();
    try (InputStream stream = Known.class.getResourceAsStream("known.tsv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split("\t", -1);
        if (line.startsWith("#")) {
          continue;
        }
        if (cells.length != CELLS || cells[CELLS - 1].isBlank()) {
          throw new IOException("not version, pattern, replacement, reason: " + line);
        }
        if (cells[0].equals(version)) {
          known.differences.add(new Difference(Pattern.compile(cells[1]), cells[2]));
        }
      }
    }
    return known;
  }

  boolean areSame(String wanted, String given) {
    return wanted.equals(given) || plain(wanted).equals(plain(given));
  }

  private String plain(String line) {
    String plain = line;
    for (Difference difference : differences) {
      plain = difference.pattern.matcher(plain).replaceAll(difference.replacement);
    }
    return plain;
  }
}
