package io.github.luasearchers.cli;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.lib.Chunks;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.ScriptExit;
import io.github.luasearchers.engine.vm.Unbound;
import java.io.PrintStream;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * One universe that the command runs chunks in: what a script, {@code -e} and the prompt share.
 *
 * <p>What is done in it is done as {@link Work}, which is an evaluation of the engine: the frame of
 * the work is the {@code [C]} at the end of tracebacks. Between two works other threads may use the
 * engine. One thread at a time uses a session.
 */
public final class Session {

  private static final String RUN = "run";

  private final LuaScriptEngine engine;
  private final Streams streams;
  private final Level level;
  private final boolean counts;
  private final Interrupts interrupts;
  private @Nullable LuaRuntime known;
  private @Nullable MessageHandler handler;

  /**
   * Creates a session.
   *
   * @param level the engine's version of Lua
   * @param counts whether there is a limit for what scripts write
   */
  Session(
      LuaScriptEngine engine, Level level, Streams streams, boolean counts, Interrupts interrupts) {
    this.engine = engine;
    this.level = level;
    this.streams = streams;
    this.counts = counts;
    this.interrupts = interrupts;
  }

  /** Something to do in the universe, in the thread that has the turn. */
  public interface Work {

    /**
     * Does it.
     *
     * @throws LuaError if a chunk fails and the work does not report that itself
     */
    void run(LuaRuntime lua);
  }

  /** Returns the engine, for what it can tell of modules. Not for use by a {@link Work}. */
  public LuaScriptEngine engine() {
    return engine;
  }

  /** Returns the version of Lua that is spoken. */
  public Level level() {
    return level;
  }

  /** Returns the streams of the command. */
  public Streams streams() {
    return streams;
  }

  /** Returns the line with the version that {@code -v} prints, without its end. */
  public String banner() {
    return Usage.version(level);
  }

  // ---- work

  /**
   * Does something in the universe.
   *
   * @throws Exit if it calls {@code os.exit}
   * @throws ScriptException if a setting is wrong, a limit stops it, or it fails and does not
   *     report that itself
   */
  public void within(Work work) throws ScriptException {
    LuaTable holder = new LuaTable();
    Entry entry = new Entry(work);
    holder.rawset(RUN, entry);
    try {
      engine.invokeMethod(holder, RUN);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    } catch (ScriptException e) {
      if (entry.exit != null) {
        throw new Exit(entry.exit.status(), entry.exit.close());
      }
      throw e;
    }
  }

  /** The way into the universe: becomes the function that runs the work, at its first use. */
  private final class Entry extends Unbound {

    private final Work work;
    private @Nullable ScriptExit exit;

    Entry(Work work) {
      this.work = work;
    }

    @Override
    public Builtin bind(LuaRuntime lua) {
      begin(lua);
      return new Body(lua, this);
    }

    void run(LuaRuntime lua) {
      try {
        work.run(lua);
      } catch (ScriptExit thrown) {
        exit = thrown;
        throw thrown;
      }
    }
  }

  /** The frame of a work. */
  private static final class Body extends Builtin {

    private final Entry entry;

    Body(LuaRuntime lua, Entry entry) {
      super(lua, "main");
      this.entry = entry;
    }

    @Override
    protected Varargs run(Varargs args) {
      entry.run(lua);
      return NONE;
    }
  }

  private void begin(LuaRuntime lua) {
    if (known == lua) {
      return;
    }
    known = lua;
    handler = new MessageHandler(lua);
    lua.STDIN = streams.in();
    lua.setStreams(output(lua, streams.out()), output(lua, streams.err()));
    if (streams.inTerminal() && streams.outTerminal()) {
      lua.setDebugPrompt(new Terminal.DebugPrompt(this, lua));
    }
  }

  /** Returns a stream itself if that will do, as commands of the shell can then inherit it. */
  private PrintStream output(LuaRuntime lua, PrintStream stream) {
    return counts ? CountedOutput.of(lua, stream) : stream;
  }

  // ---- inside of a work

  /**
   * Compiles a text, or reads a precompiled chunk, whose variables are the globals.
   *
   * @param chunkName {@code @file} or {@code =name}
   * @throws LuaError if it is no Lua
   */
  public LuaFunction load(LuaRuntime lua, byte[] chunk, String chunkName) {
    return new Chunks(lua, null).load(chunk, LuaText.of(chunkName), null, null);
  }

  /** Tells whether a text that could not be compiled is only the beginning of a chunk. */
  public static boolean isIncomplete(LuaError error) {
    return error.getMessageObject() instanceof LuaString text
        && LuaText.toLatin1(text).endsWith("<eof>");
  }

  /**
   * Calls a function, with the traceback added to the message if it fails ({@code docall}).
   * Meanwhile SIGINT makes it fail.
   *
   * @throws LuaError with what the message handler has made of the error
   */
  public Varargs call(LuaRuntime lua, LuaValue function, Varargs args) {
    interrupts.begin(lua);
    try {
      return lua.callGuarded(function, args, handler);
    } finally {
      interrupts.end();
    }
  }

  /**
   * Returns what is to be written of an error that {@link #load} or {@link #call} has thrown; null
   * if nothing is, as of nil in Lua 5.2.
   */
  public @Nullable LuaString text(LuaRuntime lua, LuaError error) {
    @Nullable LuaValue value = error.getMessageObject();
    if (value instanceof LuaString || value instanceof LuaNumber) {
      return lua.text(value);
    }
    boolean silent = (value == null || value.isnil()) && !level.atLeast(Level.LUA_5_3);
    return silent ? null : LuaText.of("(error object is not a string)");
  }

  // ---- the end

  /** Closes the universe: finalizers run, files are closed. */
  void close() {
    engine.close();
  }
}
