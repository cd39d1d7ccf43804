package io.github.luasearchers.searchers.http;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

public class LockedRun {
  public static void main(String... names) throws ScriptException {
    ScriptEngine lua = new ScriptEngineManager().getEngineByName("lua");
    System.out.println(lua.eval("return require 'greet' 'Lua'"));
  }
}
