package io.github.luasearchers.cli.prompt;

import java.util.List;
import java.util.function.Predicate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine which part of a line is to be completed, and whether a chunk goes on. */
final class JLineParser implements Parser {

  private Predicate<String> isIncomplete = text -> false;

  void continueIf(Predicate<String> incomplete) {
    isIncomplete = incomplete;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && isIncomplete.test(line)) {
      throw new EOFError(-1, -1, "unfinished");
    }
    String before = line.substring(0, Math.max(0, Math.min(cursor, line.length())));
    return new Line(line, before.length(), before.substring(Completion.start(before)));
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }

  /** A line whose only word is the one before the cursor. */
  private record Line(String line, int cursor, String word) implements CompletingParsedLine {

    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }
  }
}
