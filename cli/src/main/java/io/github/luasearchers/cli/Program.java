package io.github.luasearchers.cli;

import io.github.luasearchers.engine.lib.Chunks;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.ScriptError;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What a command line asks for, in its order, up to the prompt: {@code pmain} of lua.c. */
final class Program implements Session.Work {

  private static final String INIT = "LUA_INIT";
  private static final LuaString ARG = LuaString.valueOf("arg");
  private static final String COMMAND_LINE = "=(command line)";

  private final Command command;
  private final Session session;
  private final Options options;
  private final String[] args;
  private boolean succeeded;
  private boolean wantsPrompt;

  Program(Command command, Session session, Options options, String[] args) {
    this.command = command;
    this.session = session;
    this.options = options;
    this.args = args;
  }

  /** Tells whether everything has run without an error that counts for the exit status. */
  boolean succeeded() {
    return succeeded;
  }

  /** Tells whether nothing was given to run, and somebody sits in front of it. */
  boolean wantsPrompt() {
    return wantsPrompt;
  }

  @Override
  public void run(LuaRuntime lua) {
    if (session.level().atLeast(Level.LUA_5_4) && !options.isSandboxed()) {
      collectGenerations(lua);
    }
    boolean argsFirst = session.level().atLeast(Level.LUA_5_3);
    if (argsFirst) {
      setArguments(lua);
    }
    if (options.ignoresEnvironment()) {
      lua.registry().rawset(LuaString.valueOf("LUA_NOENV"), LuaValue.TRUE);
    } else if (!init(lua)) {
      return;
    }
    if (!runOptions(lua)) {
      return;
    }
    if (options.script() < args.length) {
      if (!argsFirst) {
        setArguments(lua);
      }
      if (!script(lua)) {
        return;
      }
    } else if (!options.isInteractive() && !options.executes() && !options.showsVersion()) {
      standardInput(lua);
    }
    succeeded = true;
  }

  /** Chooses the collector's mode that lua.c of 5.4 chooses. */
  private static void collectGenerations(LuaRuntime lua) {
    LuaValue function = lua.index(lua.globals(), LuaString.valueOf("collectgarbage"));
    lua.call(function, (Varargs) LuaString.valueOf("generational"));
  }

  /** Sets {@code arg}: the script's name at 0, its arguments above, all before it below. */
  private void setArguments(LuaRuntime lua) {
    int script = options.script() == args.length ? 0 : options.script() + 1;
    LuaTable table = new Table();
    table.rawset(-script, LuaText.of(Launcher.file()));
    for (int i = 0; i < args.length; i++) {
      table.rawset(i + 1 - script, LuaText.of(args[i]));
    }
    lua.setIndex(lua.globals(), ARG, table);
  }

  // ---- LUA_INIT

  private boolean init(LuaRuntime lua) {
    String name = INIT + "_" + session.level().version().replace('.', '_');
    @Nullable String init = command.environment().get(name);
    if (init == null) {
      name = INIT;
      init = command.environment().get(name);
    }
    if (init == null) {
      return true;
    }
    return init.startsWith("@") ? file(lua, init.substring(1)) : chunk(lua, init, "=" + name);
  }

  // ---- -e, -l and -W

  private boolean runOptions(LuaRuntime lua) {
    int end = options.script();
    for (int i = 0; i < end; i++) {
      String option = args[i];
      char kind = option.charAt(1);
      if (kind == 'W') {
        lua.warnings().add(LuaString.valueOf("@on"), false);
      } else if (kind == 'e' || kind == 'l') {
        String argument = option.length() > 2 ? option.substring(2) : args[++i];
        boolean done = kind == 'e' ? chunk(lua, argument, COMMAND_LINE) : library(lua, argument);
        if (!done) {
          return false;
        }
      } else if (Options.needsArgument(option)) {
        i++;
      }
    }
    return true;
  }

  /** Requires a module, and makes it a global variable ({@code dolibrary}). */
  private boolean library(LuaRuntime lua, String text) {
    int sign = session.level().atLeast(Level.LUA_5_4) ? text.indexOf('=') : -1;
    LuaString global = LuaText.of(sign < 0 ? text : text.substring(0, sign));
    LuaString module = LuaText.of(text.substring(sign + 1));
    try {
      LuaValue require = lua.index(lua.globals(), LuaString.valueOf("require"));
      LuaValue value = session.call(lua, require, module).arg1();
      lua.setIndex(lua.globals(), global, value);
      return true;
    } catch (LuaError e) {
      return report(lua, e);
    }
  }

  // ---- chunks

  private boolean chunk(LuaRuntime lua, String text, String name) {
    try {
      session.call(lua, session.load(lua, LuaText.encode(text), name), LuaValue.NONE);
      return true;
    } catch (LuaError e) {
      return report(lua, e);
    }
  }

  /**
   * Runs a file.
   *
   * @param name null for the standard input
   */
  private boolean file(LuaRuntime lua, @Nullable String name) {
    try {
      session.call(lua, load(lua, name), LuaValue.NONE);
      return true;
    } catch (LuaError e) {
      return report(lua, e);
    }
  }

  private static LuaFunction load(LuaRuntime lua, @Nullable String name) {
    LuaString file = name == null ? null : LuaText.of(name);
    return new Chunks(lua, null).loadFile(file, null, null);
  }

  /** Runs the script with its arguments; what it returns is dropped. */
  private boolean script(LuaRuntime lua) {
    int at = options.script();
    boolean isInput = args[at].equals("-") && (at == 0 || !args[at - 1].equals("--"));
    try {
      LuaFunction chunk = load(lua, isInput ? null : args[at]);
      session.call(lua, chunk, scriptArguments(lua, at));
      return true;
    } catch (LuaError e) {
      return report(lua, e);
    }
  }

  /** Returns the script's arguments: from 5.3 on what {@code arg} has by now. */
  private Varargs scriptArguments(LuaRuntime lua, int script) {
    if (!session.level().atLeast(Level.LUA_5_3)) {
      LuaValue[] values = new LuaValue[args.length - script - 1];
      for (int i = 0; i < values.length; i++) {
        values[i] = LuaText.of(args[script + 1 + i]);
      }
      return LuaValue.varargsOf(values);
    }
    if (!(lua.index(lua.globals(), ARG) instanceof LuaTable table)) {
      throw new ScriptError(LuaText.of("'arg' is not a table"));
    }
    LuaValue[] values = new LuaValue[table.rawlen()];
    for (int i = 0; i < values.length; i++) {
      values[i] = table.rawget(i + 1);
    }
    return LuaValue.varargsOf(values);
  }

  /**
   * Runs the standard input, whose errors do not count; or leaves it to a prompt if somebody types
   * it.
   */
  private void standardInput(LuaRuntime lua) {
    if (session.streams().inTerminal()) {
      wantsPrompt = true;
      command.showVersion(session);
    } else {
      file(lua, null);
    }
  }

  /** Writes an error's message; returns false. */
  private boolean report(LuaRuntime lua, LuaError error) {
    @Nullable LuaString text = session.text(lua, error);
    if (text != null) {
      command.message(text);
    }
    return false;
  }
}
