package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import io.github.luasearchers.engine.ReloadReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.script.ScriptException;

/** An engine and a folder of modules, which a test changes. */
final class ModuleFolder implements AutoCloseable {

  private final Path folder;
  private final LuaScriptEngine lua;

  ModuleFolder(Path folder) {
    this(folder, LuaScriptEngine.builder().setting("lua.reload", "manual"));
  }

  ModuleFolder(Path folder, LuaScriptEngineBuilder builder) {
    this.folder = folder;
    this.lua = builder.setting("lua.path", folder + "/?.lua").build();
  }

  LuaScriptEngine engine() {
    return lua;
  }

  Path path(String module) {
    return folder.resolve(module + ".lua");
  }

  /** Writes a module's text. */
  ModuleFolder write(String module, String... lines) {
    try {
      Files.writeString(path(module), String.join("\n", lines) + "\n");
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Object eval(String script) throws ScriptException {
    return lua.eval(script);
  }

  /** Evaluates to text, as Lua shows it. */
  String text(String expression) throws ScriptException {
    return String.valueOf(lua.eval("return tostring(" + expression + ")"));
  }

  ReloadReport reload(String module) throws ScriptException {
    return lua.reload(module);
  }

  ReloadReport reloadChanged() throws ScriptException {
    return lua.reloadChanged(false);
  }

  /** Returns the message of what a script or a reload throws. */
  static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    lua.close();
  }
}
