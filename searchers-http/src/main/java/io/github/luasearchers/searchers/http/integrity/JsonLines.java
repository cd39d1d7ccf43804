package io.github.luasearchers.searchers.http.integrity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes JSON with one entry per line, so that version control shows which entries were added and
 * removed. Equal entries give equal bytes.
 */
final class JsonLines {

  private final List<String> members = new ArrayList<>();

  /** Adds a member whose value is a number. */
  JsonLines number(String key, long value) {
    members.add(quote(key) + ": " + value);
    return this;
  }

  JsonLines string(String key, String value) {
    members.add(quote(key) + ": " + quote(value));
    return this;
  }

  JsonLines strings(String key, Collection<String> values) {
    List<String> quoted = new ArrayList<>();
    for (String value : values) {
      quoted.add(quote(value));
    }
    members.add(quote(key) + ": [" + String.join(", ", quoted) + "]");
    return this;
  }

  /** Adds an object or array that stands on one line. */
  JsonLines object(String key, JsonLines value) {
    members.add(quote(key) + ": " + value.inOneLine());
    return this;
  }

  /** Adds an object each of whose members has its line. */
  JsonLines lines(String key, JsonLines value) {
    members.add(quote(key) + ": {" + indented(value.members) + "}");
    return this;
  }

  /** Adds an array each of whose objects has its line. */
  JsonLines array(String key, Collection<JsonLines> values) {
    List<String> lines = new ArrayList<>();
    for (JsonLines value : values) {
      lines.add(value.inOneLine());
    }
    members.add(quote(key) + ": [" + indented(lines) + "]");
    return this;
  }

  private static String indented(List<String> lines) {
    return lines.isEmpty() ? "" : "\n    " + String.join(",\n    ", lines) + "\n  ";
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** Returns the object on one line. */
  String inOneLine() {
    return "{" + String.join(", ", members) + "}";
  }

  /** Returns the document. */
  byte[] toBytes() {
    String text = "{\n  " + String.join(",\n  ", members) + "\n}\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
