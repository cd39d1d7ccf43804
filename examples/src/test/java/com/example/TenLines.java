package com.example;

import java.util.Map;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

class TenLines {
  static String run() throws ScriptException, NoSuchMethodException {
    ScriptEngine lua = new ScriptEngineManager().getEngineByName("lua");
    lua.put("price", 2.5);
    lua.eval("function total(item) return item.count * price end");
    Object total = ((Invocable) lua).invokeFunction("total", Map.of("count", 4));
    return "4 apples cost " + total;
  }
}
