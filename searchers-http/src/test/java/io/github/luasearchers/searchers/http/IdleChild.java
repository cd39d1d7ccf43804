package io.github.luasearchers.searchers.http;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;

/** Requires what is not there, without any repository. */
final class IdleChild {

  private IdleChild() {}

  public static void main(String[] arguments) throws Exception {
    ScriptEngine lua = new ScriptEngineManager().getEngineByName("lua");
    System.out.println(lua.eval("return (pcall(require, 'nothing.here'))"));
  }
}
