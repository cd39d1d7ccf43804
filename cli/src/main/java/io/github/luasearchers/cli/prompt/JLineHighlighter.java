package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.cli.prompt.Style.Kind;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;

/** Colours what is being typed. */
final class JLineHighlighter implements Highlighter {

  private final Style style;

  JLineHighlighter(Style style) {
    this.style = style;
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    return style == Style.NONE
        ? new AttributedString(buffer)
        : AttributedString.fromAnsi(coloured(buffer));
  }

  String coloured(String text) {
    StringBuilder all = new StringBuilder();
    int at = 0;
    for (Word word : Word.all(text)) {
      all.append(text, at, word.from()).append(style.of(kind(word), word.of(text)));
      at = word.to();
    }
    return all.append(text.substring(at)).toString();
  }

  private static Kind kind(Word word) {
    return switch (word.kind()) {
      case KEYWORD -> Kind.KEYWORD;
      case STRING -> Kind.STRING;
      case NUMBER -> Kind.NUMBER;
      case COMMENT -> Kind.FAINT;
      case NAME, SYMBOL -> Kind.PLAIN;
    };
  }
}
