package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.engine.LuaScriptEngine;
import javax.script.ScriptException;

/** A program that requires what is nowhere. */
final class IdleChild {

  private IdleChild() {}

  public static void main(String[] args) throws ScriptException {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().build()) {
      System.out.println(lua.eval("local ok, e = pcall(require, 'nowhere') return e"));
    }
  }
}
