package com.example.app;

import com.example.app.api.Greeting;
import com.example.app.inside.Hidden;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

/** Prints what scripts can do for a host that is a module. */
public class Main {

  public static void main(String[] args) throws Exception {
    ScriptEngine lua = new ScriptEngineManager().getEngineByName("lua");
    System.out.println("module: " + lua.getClass().getModule().getName());
    System.out.println("settings: " + lua.eval("6 * 7"));
    for (String module : args) {
      show(lua, "require '" + module + "'");
    }
    lua.put("greeting", new Greeting());
    show(lua, "greeting:hello('you')");
    show(lua, "luajava.bindClass('com.example.app.api.Greeting'):open()");
    lua.put("hidden", new Hidden());
    show(lua, "hidden:get()");
    show(lua, "hidden:secret()");
    lua.eval("function hello(name) return 'ciao ' .. name end function say() return 'psst ' end");
    Invocable functions = (Invocable) lua;
    System.out.println("polite: " + functions.getInterface(Greeting.Polite.class).twice("you"));
    System.out.println("shy: " + functions.getInterface(Hidden.Shy.class).say());
    try {
      System.out.println("shy: " + functions.getInterface(Hidden.Shy.class).sayTwice());
    } catch (RuntimeException e) {
      System.out.println("shy: " + e);
    }
    sandbox();
  }

  private static void sandbox() throws ScriptException {
    System.setProperty("lua.sandbox", "true");
    System.setProperty("lua.java.allow", "java.util.*");
    ScriptEngine lua = new ScriptEngineManager().getEngineByName("lua");
    show(lua, "luajava.bindClass('java.util.ArrayList').new():size()");
    show(lua, "luajava.bindClass('java.lang.Runtime')");
    show(lua, "luajava.bindClass('java.util.ArrayList').new().parallelStream");
    show(lua, "io");
  }

  private static void show(ScriptEngine lua, String expression) {
    try {
      System.out.println(expression + " = " + lua.eval("return (" + expression + ")"));
    } catch (ScriptException e) {
      System.out.println(expression + " ! " + e.getMessage().lines().findFirst().orElse(""));
    }
  }
}
