package io.github.luasearchers.engine.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a suite that the engine does not pass, and why: a line of exceptions.tsv. The lines go
 * from the first that contains {@code first} to the next that contains {@code last}.
 */
record Difference(String version, String file, String first, String last, String reason) {

  private static final int CELLS = 5;

  static List<Difference> of(String version, String file) throws IOException {
    List<Difference> all = new ArrayList<>();
    try (InputStream stream = Difference.class.getResourceAsStream("exceptions.tsv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split("\t", -1);
        if (line.startsWith("#")) {
          continue;
        }
        if (cells.length != CELLS || cells[CELLS - 1].isBlank()) {
          throw new IOException("not version, file, first, last, reason: " + line);
        }
        if (cells[0].equals(version) && cells[1].equals(file)) {
          all.add(new Difference(cells[0], cells[1], cells[2], cells[3], cells[4]));
        }
      }
    }
    return all;
  }

  /** Returns a file's lines with these ones empty, so that the others keep their numbers. */
  List<String> without(List<String> lines) throws IOException {
    List<String> rest = new ArrayList<>(lines);
    int begin = find(lines, first, 0);
    int end = find(lines, last, begin);
    for (int i = begin; i <= end; i++) {
      rest.set(i, "");
    }
    return rest;
  }

  private int find(List<String> lines, String text, int from) throws IOException {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i;
      }
    }
    throw new IOException(file + " of " + version + " has no line with " + text);
  }
}
