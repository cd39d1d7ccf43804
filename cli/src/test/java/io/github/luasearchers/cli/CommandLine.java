package io.github.luasearchers.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line of {@code lua-cli.tsv}, and what Debian's interpreter of the version made of it.
 *
 * @param args without the command's name, which was {@code lua}
 */
record CommandLine(
    String version,
    List<String> args,
    String stdin,
    Map<String, String> environment,
    Outcome expected) {

  /** What a command line came to. */
  record Outcome(String stdout, String stderr, int status) {

    /** Returns the same without what differs from run to run. */
    Outcome normalised() {
      return new Outcome(normalised(stdout), normalised(stderr), status);
    }

    /** Without addresses; and 5.2 finds a library function as {@code _G.name} now and then. */
    private static String normalised(String text) {
      return text.replaceAll("0x[0-9a-f]+", "0xADDR").replace("'_G.", "'");
    }
  }

  /** Reads the rows of the table. */
  static List<CommandLine> all() throws IOException {
    try (InputStream table = CommandLine.class.getResourceAsStream("lua-cli.tsv")) {
      return new String(table.readAllBytes(), UTF_8)
          .lines()
          .skip(1)
          .map(CommandLine::parse)
          .toList();
    }
  }

  private static CommandLine parse(String row) {
    String[] cells = row.split("\t", -1);
    List<String> pairs = strings(cells[3]);
    Map<String, String> environment = new LinkedHashMap<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      environment.put(pairs.get(i), pairs.get(i + 1));
    }
    Outcome expected =
        new Outcome(strings(cells[4]).get(0), strings(cells[5]).get(0), Integer.parseInt(cells[6]));
    return new CommandLine(
        cells[0], strings(cells[1]), strings(cells[2]).get(0), environment, expected);
  }

  /** Returns the strings of a cell, which is a JSON string, or an array or object of strings. */
  private static List<String> strings(String cell) {
    List<String> strings = new ArrayList<>();
    StringBuilder text = null;
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (text == null) {
        text = c == '"' ? new StringBuilder() : null;
      } else if (c == '"') {
        strings.add(text.toString());
        text = null;
      } else if (c == '\\') {
        text.append(escaped(cell.charAt(++i)));
      } else {
        text.append(c);
      }
    }
    return strings;
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case '"', '\\', '/' -> c;
      default -> throw new IllegalArgumentException("\\" + c);
    };
  }

  /** Returns the row as a line that a person reads. */
  String title() {
    String input = stdin.isEmpty() ? "" : " <<< " + stdin.replace("\n", "\\n");
    return version + " " + environment + " " + args + input;
  }
}
