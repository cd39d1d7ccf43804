package io.github.luasearchers.benchmarks;

import io.github.luasearchers.engine.LuaCallable;
import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineFactory;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import javax.script.ScriptException;

final class OurPeer extends Peer {

  private final LuaScriptEngine lua =
      (LuaScriptEngine) new LuaScriptEngineFactory().getScriptEngine();

  @Override
  void run(String text) throws ScriptException {
    lua.eval(text);
  }

  @Override
  void searchFolder(Path folder) throws ScriptException {
    lua.eval("package.path = [[" + folder + "/?.lua]]");
  }

  @Override
  void searchClassPath() throws ScriptException {
    lua.eval("package.path = ''; package.cpath = ''");
  }

  @Override
  void bind(String name, IntUnaryOperator function) {
    lua.put(name, function);
  }

  @Override
  IntUnaryOperator function(String name) {
    LuaCallable function = (LuaCallable) lua.get(name);
    return argument -> ((Number) function.call(argument)).intValue();
  }

  @Override
  IntUnaryOperator named(String name) {
    return argument -> {
      try {
        return ((Number) lua.invokeFunction(name, argument)).intValue();
      } catch (ScriptException | NoSuchMethodException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @Override
  public void close() {
    lua.close();
  }
}
