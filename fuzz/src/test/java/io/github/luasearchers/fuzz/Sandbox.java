package io.github.luasearchers.fuzz;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import java.io.Writer;
import java.util.Map;
import javax.script.ScriptException;

/** Runs scripts that nobody wrote, and fails at all that is no answer to a script. */
final class Sandbox {

  private static final Map<String, String> LIMITS =
      Map.of(
          "lua.limits.time", "2s",
          "lua.limits.instructions", "300k",
          "lua.limits.memory", "16M",
          "lua.limits.output", "64k");

  private Sandbox() {}

  /** Makes an engine with limits. */
  static LuaScriptEngine engine(boolean sandbox, String level) {
    LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.sandbox", String.valueOf(sandbox))
            .setting("lua.version", level)
            .setting("lua.path", "")
            .settings(LIMITS)
            .build();
    engine.getContext().setWriter(Writer.nullWriter());
    engine.getContext().setErrorWriter(Writer.nullWriter());
    return engine;
  }

  /**
   * Runs a script. It may fail as scripts do, but not by an exception of Java's inside the engine.
   */
  static void run(LuaScriptEngine engine, String script) {
    try (engine) {
      engine.eval(script);
    } catch (LuaScriptException e) {
      boolean fails = e.getCause() instanceof RuntimeException || e.getCause() instanceof Error;
      if (fails && e.getLimit().isEmpty() && !(e.getCause() instanceof VirtualMachineError)) {
        throw new AssertionError("a script ran into " + e.getCause(), e.getCause());
      }
    } catch (ScriptException e) {
      throw new AssertionError(e);
    }
  }
}
