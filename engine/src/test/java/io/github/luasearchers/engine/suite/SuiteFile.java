package io.github.luasearchers.engine.suite;

import io.github.luasearchers.engine.LuaScriptEngine;
import javax.script.ScriptEngine;

/**
 * Runs a file of a suite in the working directory, as {@code lua -e "_port=true _soft=true
 * _nomsg=true" FILE} does. The exit status says whether it came to its end.
 */
final class SuiteFile {

  private static final String START =
      "_port, _soft, _nomsg = true, true, true arg = {[0] = ...} assert(loadfile((...)))(...)";

  private SuiteFile() {}

  /** Runs {@code args}: a version of Lua, and the file. */
  public static void main(String[] args) throws Exception {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().setting("lua.version", args[0]).build()) {
      lua.put(ScriptEngine.ARGV, new Object[] {args[1]});
      lua.eval(START);
    }
  }
}
