package io.github.luasearchers.engine.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A snippet of Lua and what the real interpreters make of it: langdiff.tsv. A {@code ¶} is a line's
 * end; a leading {@code =} stands for {@code return}. An answer is what was printed and then {@code
 * =>} and the results, {@code !!} and the error, or {@code SYNTAX} and the message; addresses are
 * {@code PTR}.
 *
 * @param answers by column: Lua 5.1, 5.2, 5.3, 5.4, 5.5 and LuaJIT
 * @param unstable the interpreters that answer differently from run to run
 */
record LanguageRow(String id, String snippet, List<String> answers, String unstable) {

  private static final int FIRST_ANSWER = 2;
  private static final int ANSWERS = 6;

  static List<LanguageRow> all() throws IOException {
    List<LanguageRow> rows = new ArrayList<>();
    try (InputStream stream = LanguageRow.class.getResourceAsStream("langdiff.tsv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split("\t", -1);
        List<String> answers =
            List.of(cells).subList(FIRST_ANSWER, FIRST_ANSWER + ANSWERS).stream()
                .map(String::trim)
                .toList();
        rows.add(
            new LanguageRow(cells[0], cells[1], answers, cells[FIRST_ANSWER + ANSWERS].trim()));
      }
    }
    return rows;
  }

  /** Returns what the interpreter of a minor version of Lua 5 answers. */
  String answer(int minor) {
    return answers.get(minor - 1);
  }

  /** Tells whether that interpreter answers the same each time. */
  boolean isStable(int minor) {
    return !unstable.contains("5" + minor) && !unstable.contains("5." + minor);
  }

  /** Returns the source text. */
  String source() {
    String lines = snippet.replace('¶', '\n');
    return lines.startsWith("=") ? "return " + lines.substring(1) : lines;
  }
}
