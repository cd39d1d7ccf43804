package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalInt;
import javax.script.ScriptException;
import org.jline.terminal.Terminal;

/**
 * The prompt for hosts: on an engine of theirs, wherever their users type. Other threads may go on
 * to use the engine; each line takes its turn.
 *
 * <p>What scripts print goes where the engine's context says, so give that a writer of the terminal
 * if it is not the process's own.
 *
 * @since 0.1.0
 */
public final class Repl {

  private Repl() {}

  /**
   * Runs the prompt on plain streams until the input ends or the user leaves: no line is edited or
   * completed, and there are no escape sequences. Neither stream is closed.
   *
   * @param in the lines, in UTF-8
   * @param out what the prompt shows, in UTF-8
   * @return the status that a line has given to {@code os.exit}, if this is how it ended
   * @throws IOException if the input can't be read
   * @throws ScriptException if the engine can't be used
   * @throws NullPointerException if an argument is null
   */
  public static OptionalInt run(LuaScriptEngine engine, InputStream in, OutputStream out)
      throws IOException, ScriptException {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(in, "in");
    Objects.requireNonNull(out, "out");
    return new Prompt(Universe.of(engine), new StreamLines(in, out), Style.NONE, false)
        .run(banner(engine));
  }

  /**
   * Runs the prompt on a terminal of JLine's until the user leaves. No history is kept. Ctrl-C on
   * the terminal stops what runs.
   *
   * @param terminal is not closed
   * @param coloured whether colours are used
   * @return as {@link #run(LuaScriptEngine, InputStream, OutputStream)}
   * @throws IOException if the terminal can't be read
   * @throws ScriptException if the engine can't be used
   * @throws NullPointerException if an argument is null
   */
  public static OptionalInt run(LuaScriptEngine engine, Terminal terminal, boolean coloured)
      throws IOException, ScriptException {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(terminal, "terminal");
    Universe universe = Universe.of(engine);
    Style style = Style.of(coloured);
    return new Prompt(universe, new JLineLines(terminal, universe, style, null), style, false)
        .run(banner(engine));
  }

  private static String banner(LuaScriptEngine engine) {
    return engine.getFactory().getLanguageName()
        + " "
        + engine.getFactory().getLanguageVersion()
        + ". exit, quit or Ctrl-D leaves, %help tells more.";
  }
}
