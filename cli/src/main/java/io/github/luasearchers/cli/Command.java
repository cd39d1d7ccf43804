package io.github.luasearchers.cli;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import io.github.luasearchers.engine.value.LuaText;
import java.io.IOException;
import java.io.PrintStream;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * The command {@code lua}: what {@code main} of lua.c does. It has the streams and variables that
 * it is given, so that many can run in one process.
 */
final class Command {

  private static final int FAILURE = 1;

  /** What a process's status keeps of a number. */
  private static final int STATUS = 0xff;

  private final Streams streams;
  private final Environment environment;
  private final Interrupts interrupts;
  private final String name = Launcher.name();
  private @Nullable Debugging debugging;

  Command(Streams streams, Environment environment, Interrupts interrupts) {
    this.streams = streams;
    this.environment = environment;
    this.interrupts = interrupts;
  }

  /** Runs a command line; returns the exit status. */
  int run(String[] args) {
    Options options = Options.parse(args, Launcher.level());
    @Nullable Integer answered = answer(options);
    if (answered != null) {
      return answered;
    }
    LuaScriptEngine engine = Configuration.engine(options, environment, streams);
    boolean counts = Configuration.limitsOutput(options);
    Session session = new Session(engine, options.level(), streams, counts, interrupts);
    int status = FAILURE;
    boolean close = true;
    try {
      status = start(session, options, args);
    } catch (Exit exit) {
      status = exit.status() & STATUS;
      close = exit.close();
    } catch (ScriptException e) {
      report(e);
    } catch (Error e) {
      message(LuaText.of(e.toString())); // Java code's own, which no script could catch
    }
    if (close) {
      close(session);
    }
    if (debugging != null) {
      debugging.end(status);
    }
    streams.out().flush();
    return status;
  }

  /** Answers what needs no universe; returns null if there is more to do. */
  private @Nullable Integer answer(Options options) {
    @Nullable String wrong = options.wrong();
    @Nullable String problem = options.problem();
    if (wrong != null) {
      write(streams.err(), LuaText.of(Usage.wrong(name, options.level(), wrong)));
      return FAILURE;
    }
    if (problem != null) {
      message(LuaText.of(problem));
      return FAILURE;
    }
    if (options.wantsHelp()) {
      write(streams.out(), LuaText.of(Usage.help(name, options.level())));
      streams.out().flush();
      return 0;
    }
    return null;
  }

  private int start(Session session, Options options, String[] args) throws ScriptException {
    @Nullable String which = options.which();
    if (which != null) {
      return Which.show(session, which);
    }
    if (options.showsVersion()) {
      showVersion(session);
    }
    @Nullable Integer port = options.debug();
    if (port != null && !debug(session, port)) {
      return FAILURE;
    }
    Program program = new Program(this, session, options, args);
    session.within(program);
    if (!program.succeeded()) {
      return FAILURE;
    }
    if (options.isInteractive() || program.wantsPrompt()) {
      return prompt(session);
    }
    return 0;
  }

  /** Waits for a debugger; tells whether that was possible. */
  private boolean debug(Session session, int port) throws ScriptException {
    try {
      debugging = Debugging.start(session, port);
      return true;
    } catch (IOException e) {
      message(LuaText.of("port " + port + ": " + e.getMessage()));
      return false;
    }
  }

  /** Writes the version, as {@code -v} and the prompt do. */
  void showVersion(Session session) {
    write(streams.out(), LuaText.of(session.banner() + "\n"));
    streams.out().flush();
  }

  private int prompt(Session session) throws ScriptException {
    if (streams.inTerminal() && streams.outTerminal()) {
      @Nullable Integer status = Terminal.prompt(session);
      if (status != null) {
        return status;
      }
    }
    new PlainPrompt(session).run();
    return 0;
  }

  private void close(Session session) {
    try {
      session.close();
    } catch (RuntimeException e) {
      message(LuaText.of(String.valueOf(e.getMessage())));
    }
  }

  // ---- messages

  Streams streams() {
    return streams;
  }

  Environment environment() {
    return environment;
  }

  /** Returns the name of the command as lua.c has it: the first word of the command line. */
  String name() {
    return name;
  }

  /** Writes a message with the command's name before it. */
  void message(LuaString text) {
    PrintStream err = debugging == null ? streams.err() : debugging.messages();
    message(err, name + ": ", text);
  }

  /** Writes a message up to its first zero byte, where C's strings end. */
  static void message(PrintStream err, String prefix, LuaString text) {
    String line = prefix + LuaText.toLatin1(LuaText.upToZero(text)) + "\n";
    write(err, LuaText.ofLatin1(line));
    err.flush();
  }

  static void write(PrintStream out, LuaString text) {
    out.write(text.m_bytes, text.m_offset, text.m_length);
  }

  /** Reports what ended a script from outside, or kept it from beginning. */
  private void report(ScriptException e) {
    message(LuaText.of(describe(e)));
  }

  /** Returns what is shown of a failure that is not an error of Lua's. */
  static String describe(ScriptException e) {
    if (!(e instanceof LuaScriptException failure)) {
      return String.valueOf(e.getMessage());
    }
    String text = String.valueOf(failure.getValue());
    String traceback = failure.getLuaTraceback();
    return traceback.isEmpty() ? text : text + "\n" + traceback;
  }
}
