package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptException;
import javax.script.ScriptException;

/** Runs precompiled code that no compiler wrote, where that is allowed: outside the sandbox. */
final class AlienCode {

  /** Calls the chunk, and the functions that it returns. */
  private static final String SCRIPT =
      "local f = load(tostring(chunk), 'x', 'b', {}) if not f then return end"
          + " for _, g in ipairs {f(1, 2, 3)} do if type(g) == 'function' then g(1, 2, 3) end end";

  private AlienCode() {}

  /** Runs a chunk. It may fail as scripts do, but not by an exception of Java's. */
  static void run(byte[] chunk) {
    try (LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.limits.instructions", "20k")
            .setting("lua.limits.memory", "16M")
            .build()) {
      engine.put("chunk", chunk);
      engine.eval(SCRIPT);
    } catch (LuaScriptException e) {
      if (e.getCause() instanceof RuntimeException && e.getLimit().isEmpty()) {
        throw new AssertionError("the loop ran into " + e.getCause(), e.getCause());
      }
    } catch (ScriptException e) {
      throw new AssertionError(e);
    }
  }
}
