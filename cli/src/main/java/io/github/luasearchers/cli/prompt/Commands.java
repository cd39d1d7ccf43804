package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.List;
import java.util.Locale;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The commands of the prompt, which begin with a percent sign, as no Lua does. */
final class Commands {

  static final List<String> NAMES = List.of("%graph", "%help", "%reload", "%time");

  private static final double NANOS_PER_MILLI = 1e6;

  private final Universe universe;
  private final Lines lines;
  private final Runner runner;

  Commands(Universe universe, Lines lines, Runner runner) {
    this.universe = universe;
    this.lines = lines;
    this.runner = runner;
  }

  static boolean isCommand(String text) {
    return text.stripLeading().startsWith("%");
  }

  /** Returns the Lua in a command, empty if there is none. */
  static String codeOf(String text) {
    String command = text.stripLeading();
    return command.startsWith("%time") ? command.substring("%time".length()) : "";
  }

  /**
   * Runs a command.
   *
   * @throws ScriptException as the engine
   */
  void run(String command) throws ScriptException {
    String[] words = command.split("\\s+", 2);
    String rest = words.length > 1 ? words[1].strip() : "";
    switch (words[0]) {
      case "%time" -> time(rest);
      case "%reload" -> reload(rest);
      case "%graph" -> lines.write(universe.engine().moduleGraph().toText() + "\n");
      case "%help" -> lines.write(Help.TEXT);
      default ->
          runner.report(
              "unknown command " + words[0] + ": there are " + String.join(", ", NAMES), "");
    }
  }

  private void time(String code) throws ScriptException {
    if (code.isEmpty()) {
      runner.report("%time needs an expression or statements", "");
      return;
    }
    long[] nanos = {0};
    universe.enter(
        lua -> {
          long start = System.nanoTime();
          runner.run(lua, code);
          nanos[0] = System.nanoTime() - start;
        });
    lines.write(String.format(Locale.ROOT, "took %.3f ms%n", nanos[0] / NANOS_PER_MILLI));
  }

  private void reload(String name) throws ScriptException {
    if (name.isEmpty()) {
      runner.report("%reload needs the name of a module", "");
      return;
    }
    LuaScriptEngine engine = universe.engine();
    if (!engine.modules().containsKey(name)) {
      runner.report("module '" + name + "' is not loaded", "");
      return;
    }
    try {
      lines.write(engine.reload(name) + "\n");
    } catch (ScriptException e) {
      if (!String.valueOf(e.getMessage()).contains("lua.reload")) {
        throw e;
      }
      requireAgain(name);
    }
  }

  /** Loads a module again where the engine does not reload: who has the old value keeps that. */
  private void requireAgain(String name) throws ScriptException {
    universe.enter(
        lua -> {
          LuaTable loaded = loaded(lua);
          LuaValue key = LuaText.of(name);
          LuaValue before = loaded.rawget(key);
          loaded.rawset(key, LuaValue.NIL);
          runner.run(lua, "return require " + QuotedText.of(name, Integer.MAX_VALUE));
          if (loaded.rawget(key).isnil()) {
            loaded.rawset(key, before);
          }
        });
  }

  private static LuaTable loaded(LuaRuntime lua) {
    @Nullable LuaTable loaded = lua.loadedTable();
    return loaded == null ? new LuaTable() : loaded;
  }
}
