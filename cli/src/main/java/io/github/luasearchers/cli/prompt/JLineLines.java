package io.github.luasearchers.cli.prompt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** A dialogue on a terminal: lines that can be edited, completed and fetched back. */
final class JLineLines implements Lines {

  /** Of what a terminal that does not tell its size is thought to have. */
  private static final int WIDTH = 80;

  private static final int HISTORY = 5_000;

  private final Terminal terminal;
  private final LineReader reader;
  private final JLineParser parser = new JLineParser();
  private volatile Runnable onInterrupt = () -> {};

  /**
   * Creates an instance.
   *
   * @param history the file with earlier lines, null for none
   */
  JLineLines(Terminal terminal, Universe universe, Style style, @Nullable Path history) {
    this.terminal = terminal;
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("lua")
            .parser(parser)
            .completer(new JLineCompleter(universe))
            .highlighter(new JLineHighlighter(style))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "")
            .variable(LineReader.HISTORY_SIZE, HISTORY)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY)
            .variable(LineReader.BELL_STYLE, "none")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
            .option(LineReader.Option.AUTO_FRESH_LINE, false)
            .option(LineReader.Option.KITTY_KEYBOARD, false)
            .option(LineReader.Option.INSERT_TAB, true);
    if (history != null && History.prepare(history)) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    this.reader = builder.build();
    terminal.handle(Terminal.Signal.INT, signal -> onInterrupt.run());
  }

  @Override
  public @Nullable String read(String prompt, String more, Predicate<String> isIncomplete)
      throws IOException, Cancelled {
    parser.continueIf(isIncomplete);
    reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, more.replace("%", "%%"));
    try {
      return reader.readLine(prompt);
    } catch (UserInterruptException e) {
      throw new Cancelled();
    } catch (EndOfFileException e) {
      return null;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void write(String text) {
    terminal.writer().print(text);
    terminal.writer().flush();
  }

  @Override
  public int width() {
    int width = terminal.getColumns();
    return width > 0 ? width : WIDTH;
  }

  @Override
  public void onInterrupt(Runnable action) {
    onInterrupt = action;
  }
}
