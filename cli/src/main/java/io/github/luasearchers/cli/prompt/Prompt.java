package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.LuaScriptException;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.IOException;
import java.util.OptionalInt;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The dialogue: reads a chunk, runs it, shows what comes of it, until the user leaves. */
final class Prompt {

  private static final String FIRST = "> ";
  private static final String MORE = ">> ";
  private static final String NESTED = "lua_debug> ";

  private final Universe universe;
  private final Lines lines;
  private final Runner runner;
  private final Commands commands;
  private final boolean nested;

  /**
   * Creates a prompt.
   *
   * @param nested whether a script has opened it and waits for its end
   */
  Prompt(Universe universe, Lines lines, Style style, boolean nested) {
    this.universe = universe;
    this.lines = lines;
    this.nested = nested;
    this.runner = new Runner(lines, style);
    this.commands = new Commands(universe, lines, runner);
  }

  /**
   * Runs until the user leaves.
   *
   * @param banner the line that says what this is
   * @return the status that a script has given to {@code os.exit}, if this is how it ended
   * @throws IOException if the input can't be read
   * @throws ScriptException if the engine can't be used
   */
  OptionalInt run(String banner) throws IOException, ScriptException {
    lines.onInterrupt(runner::stop);
    lines.write(banner.isEmpty() ? "" : banner + "\n");
    universe.enter(runner::open);
    while (true) {
      @Nullable String text;
      try {
        text =
            lines.read(
                prompt("_PROMPT", nested ? NESTED : FIRST),
                prompt("_PROMPT2", MORE),
                this::isIncomplete);
      } catch (Lines.Cancelled e) {
        continue;
      }
      Thread.interrupted(); // a Ctrl-C that came when nothing ran
      if (text == null) {
        lines.write(nested ? "" : "\n");
        return OptionalInt.empty();
      }
      if (isLeaving(text)) {
        return OptionalInt.empty();
      }
      OptionalInt status = line(text);
      if (status.isPresent()) {
        return status;
      }
    }
  }

  /** Runs what was typed, and returns the status if that ends the program. */
  private OptionalInt line(String text) {
    try {
      if (Commands.isCommand(text)) {
        commands.run(text.strip());
      } else if (!text.isBlank()) {
        universe.enter(lua -> runner.run(lua, text));
      }
    } catch (LuaScriptException e) {
      if (e.getExitStatus().isPresent()) {
        return e.getExitStatus();
      }
      runner.report(String.valueOf(e.getMessage()), e.getLuaTraceback());
    } catch (ScriptException e) {
      runner.report(String.valueOf(e.getMessage()), "");
    } finally {
      Thread.interrupted();
    }
    return OptionalInt.empty();
  }

  private boolean isLeaving(String text) throws ScriptException {
    String word = text.strip();
    if (nested && word.equals("cont")) {
      return true;
    }
    if (!word.equals("exit") && !word.equals("quit")) {
      return false;
    }
    boolean[] free = {true};
    universe.enter(lua -> free[0] = lua.globals().rawget(LuaText.of(word)).isnil());
    return free[0];
  }

  private boolean isIncomplete(String text) {
    if (Commands.isCommand(text)) {
      String code = Commands.codeOf(text);
      return !code.isEmpty() && isIncomplete(code);
    }
    boolean[] incomplete = {false};
    try {
      universe.enter(lua -> incomplete[0] = Chunks.isIncomplete(lua, text));
    } catch (ScriptException e) {
      return false; // running it says what is wrong
    }
    return incomplete[0];
  }

  /** Returns a prompt, for which a script may have set a global variable, as for lua.c's. */
  private String prompt(String variable, String otherwise) throws ScriptException {
    String[] text = {otherwise};
    universe.enter(lua -> text[0] = text(lua, variable, otherwise));
    return text[0];
  }

  private static String text(LuaRuntime lua, String variable, String otherwise) {
    LuaValue value = lua.globals().rawget(LuaText.of(variable));
    return value instanceof LuaString text ? LuaText.toJava(text) : otherwise;
  }
}
