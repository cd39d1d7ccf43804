package client;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

/** Requires the modules that it is given. */
public class Main {

  public static void main(String[] args) {
    ScriptEngine lua = new ScriptEngineManager().getEngineByName("lua");
    for (String module : args) {
      try {
        System.out.println(module + " = " + lua.eval("return (require '" + module + "')"));
      } catch (ScriptException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
