package com.example.docs;

import java.util.ArrayList;
import java.util.List;

/** Takes a block of Java apart, into what JShell takes one at a time. */
final class Pieces {

  private Pieces() {}

  /**
   * Returns the pieces. A line that is not indented begins one, unless it closes a brace; so what
   * the formatter indents stays together.
   */
  static List<String> of(String text) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (String line : text.lines().toList()) {
      boolean begins = !line.isBlank() && !Character.isWhitespace(line.charAt(0));
      if (begins && line.charAt(0) != '}' && !piece.isEmpty()) {
        pieces.add(piece.toString().strip());
        piece.setLength(0);
      }
      piece.append(line).append('\n');
    }
    pieces.add(piece.toString().strip());
    return pieces.stream().filter(each -> !each.isEmpty()).toList();
  }

  /** Returns a text as a literal of Java. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> literal.append('\\').append(c);
        case '\n' -> literal.append("\\n");
        default -> literal.append(c);
      }
    }
    return literal.append('"').toString();
  }
}
