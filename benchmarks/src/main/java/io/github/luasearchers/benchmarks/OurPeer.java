package io.github.luasearchers.benchmarks;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineFactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import javax.script.ScriptException;

final class OurPeer extends Peer {

  private static final String ENGINE = "io.github.luasearchers.engine.";

  /** {@code LuaCallable.call}: a build that is compared with may have it in another package. */
  private static final MethodHandle CALL = call();

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
    Object function = lua.get(name);
    return argument -> {
      try {
        return ((Number) (Object) CALL.invokeExact(function, new Object[] {argument})).intValue();
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static MethodHandle call() {
    MethodType type = MethodType.methodType(Object.class, Object[].class);
    for (String name : new String[] {"LuaCallable", "interop.LuaCallable"}) {
      try {
        return MethodHandles.publicLookup()
            .findVirtual(Class.forName(ENGINE + name), "call", type)
            .asFixedArity()
            .asType(type.insertParameterTypes(0, Object.class));
      } catch (ClassNotFoundException e) {
        // It is in the other one.
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("no LuaCallable");
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
