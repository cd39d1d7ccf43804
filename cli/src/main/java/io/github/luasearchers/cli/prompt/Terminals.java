package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.cli.Session;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalInt;
import javax.script.ScriptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** Runs the prompt of the command, on the terminal that the process has. */
public final class Terminals {

  private static final String INTERRUPT = "INT";

  private static final String HOW_TO_LEAVE = "exit, quit or Ctrl-D leaves, %help tells more.";

  private Terminals() {}

  /**
   * Runs the prompt until the user leaves. Standard input and output have to be a terminal.
   *
   * @return the exit status
   * @throws io.github.luasearchers.cli.Exit if a line calls {@code os.exit}
   * @throws IOException if the terminal can't be used
   * @throws ScriptException if the engine can't be used
   */
  @SuppressWarnings("exports") // the command calls this
  public static Integer run(Session session) throws IOException, ScriptException {
    OptionalInt status =
        run(
            Universe.of(session),
            session.streams().in(),
            session.streams().out(),
            HOW_TO_LEAVE,
            false);
    return status.orElse(0);
  }

  /**
   * Runs the prompt for {@code debug.debug}, until the user wants the script to go on.
   *
   * @param lua the session's universe, in which an evaluation is going on
   */
  @SuppressWarnings("exports") // the command calls this
  public static void debug(Session session, LuaRuntime lua) {
    Universe universe = Universe.inside(lua, session.engine());
    try {
      run(
          universe,
          session.streams().in(),
          session.streams().out(),
          "cont or Ctrl-D goes on.",
          true);
    } catch (IOException | ScriptException e) {
      throw lua.javaError(e);
    }
  }

  private static OptionalInt run(
      Universe universe, InputStream in, OutputStream out, String banner, boolean nested)
      throws IOException, ScriptException {
    Map<String, String> environment = System.getenv();
    if (isDumb(environment)) {
      return runPlainly(universe, new StreamLines(in, out), banner, nested);
    }
    try (Terminal terminal = open()) {
      return run(universe, terminal, environment, banner, nested);
    }
  }

  private static OptionalInt runPlainly(
      Universe universe, StreamLines lines, String banner, boolean nested)
      throws IOException, ScriptException {
    Object before = Signals.register(INTERRUPT, lines::interrupt);
    try {
      return new Prompt(universe, lines, Style.NONE, nested).run(banner);
    } finally {
      Signals.unregister(INTERRUPT, before);
    }
  }

  private static OptionalInt run(
      Universe universe,
      Terminal terminal,
      Map<String, String> environment,
      String banner,
      boolean nested)
      throws IOException, ScriptException {
    Style style = Style.of(isColoured(environment));
    String home = System.getProperty("user.home", ".");
    JLineLines lines = new JLineLines(terminal, universe, style, History.file(environment, home));
    return new Prompt(universe, lines, style, nested).run(banner);
  }

  private static Terminal open() throws IOException {
    return TerminalBuilder.builder()
        .system(true)
        .systemOutput(TerminalBuilder.SystemOutput.SysOut)
        .dumb(true)
        .nativeSignals(true)
        .graphemeCluster(false)
        .build();
  }

  /** Tells whether the terminal can do nothing but take lines and show them. */
  static boolean isDumb(Map<String, String> environment) {
    @Nullable String type = environment.get("TERM");
    boolean isWindows = System.getProperty("os.name", "").startsWith("Windows");
    return "dumb".equals(type) || type == null && !isWindows;
  }

  /** Tells whether the user wants colours ({@code NO_COLOR}). */
  static boolean isColoured(Map<String, String> environment) {
    @Nullable String none = environment.get("NO_COLOR");
    return (none == null || none.isEmpty()) && !Boolean.getBoolean("lua.prompt.plain");
  }
}
