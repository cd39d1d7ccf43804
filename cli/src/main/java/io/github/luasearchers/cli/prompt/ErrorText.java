package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.cli.prompt.Style.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shows an error: its message, the line that it is about, and how it came about. */
final class ErrorText {

  private static final Pattern POSITION = Pattern.compile("([^\\n]+?):(\\d+): (?s:.*)");

  /** What a message quotes of the code: the name of a variable, or the token that is not right. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "near '([^\\n]+)'|(?:global|local|field|method|upvalue|constant) '([^\\n']+)'");

  private static final int LONGEST_LINE = 200;

  private final Style style;
  private final SourceText sources;

  ErrorText(Style style, Chunks chunks) {
    this.style = style;
    this.sources = new SourceText(chunks);
  }

  /** Returns the text of an error, with a line end. */
  String of(String message, String traceback) {
    StringBuilder text = new StringBuilder(style.of(Kind.ERROR, message)).append('\n');
    Matcher position = POSITION.matcher(message);
    if (position.matches()) {
      int number = Integer.parseInt(position.group(2));
      @Nullable String line = sources.line(position.group(1), number);
      if (line != null && !line.isBlank() && line.length() <= LONGEST_LINE) {
        mark(text, number, line, message);
      }
    }
    for (String each : callers(traceback)) {
      text.append(style.of(Kind.FAINT, each)).append('\n');
    }
    return text.toString();
  }

  private void mark(StringBuilder text, int number, String line, String message) {
    String margin = "  " + number + " | ";
    text.append(style.of(Kind.FAINT, margin)).append(line).append('\n');
    int[] place = place(line, message);
    String pointer = " ".repeat(margin.length() + place[0]) + "^".repeat(place[1]);
    text.append(style.of(Kind.ERROR, pointer)).append('\n');
  }

  /** Returns where in the line the pointer is, and how long. */
  private static int[] place(String line, String message) {
    Matcher quoted = QUOTED.matcher(message);
    if (quoted.find()) {
      String part = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
      int at = quoted.group(1) == null ? firstWord(line, part) : line.lastIndexOf(part);
      if (at >= 0) {
        return new int[] {at, part.length()};
      }
    }
    String code = line.strip();
    return new int[] {line.indexOf(code), code.length()};
  }

  private static int firstWord(String line, String name) {
    for (Word word : Word.all(line)) {
      if (word.kind() == Word.Kind.NAME && word.is(line, name)) {
        return word.from();
      }
    }
    return -1;
  }

  /** Returns the lines of a traceback above the prompt itself; none if it has called no Lua. */
  private static List<String> callers(String traceback) {
    List<String> callers = new ArrayList<>();
    boolean calls = false;
    for (String line : traceback.lines().toList()) {
      String call = line.strip();
      boolean bottom = call.startsWith("(...tail") || call.equals("[C]: in ?");
      if (call.isEmpty() || call.startsWith("stack traceback") || bottom) {
        continue;
      }
      callers.add("  " + call);
      if (call.startsWith("stdin.") && call.endsWith(": in main chunk")) {
        break;
      }
      calls |= !call.startsWith("[C]");
    }
    return calls ? callers : List.of();
  }
}
