package io.github.luasearchers.benchmarks;

import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import party.iroiro.luajava.ClassPathLoader;
import party.iroiro.luajava.JFunction;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.lua54.Lua54;
import party.iroiro.luajava.luajit.LuaJit;
import party.iroiro.luajava.value.LuaValue;

/** PUC's or LuaJIT's own machine code behind JNI. */
final class LuajavaPeer extends Peer {

  private final Lua lua;

  LuajavaPeer(String name) {
    lua = name.equals(LUAJIT) ? new LuaJit() : new Lua54();
    lua.openLibraries();
  }

  @Override
  void run(String text) {
    lua.run(text);
  }

  @Override
  void searchFolder(Path folder) {
    lua.run("package.path = [[" + folder + "/?.lua]]");
  }

  @Override
  void searchClassPath() {
    lua.setExternalLoader(new RootLoader());
    lua.run("package.path = ''; package.cpath = ''");
  }

  @Override
  void bind(String name, IntUnaryOperator function) {
    JFunction wrapper =
        state -> {
          state.push(function.applyAsInt((int) state.toInteger(1)));
          return 1;
        };
    lua.push(wrapper);
    lua.setGlobal(name);
  }

  @Override
  IntUnaryOperator function(String name) {
    lua.getGlobal(name);
    int function = lua.ref();
    return argument -> {
      lua.refGet(function);
      return call(argument);
    };
  }

  @Override
  IntUnaryOperator object(String name) {
    LuaValue function = lua.get(name);
    return argument -> (int) function.call((long) argument)[0].toInteger();
  }

  @Override
  IntUnaryOperator named(String name) {
    return argument -> {
      lua.getGlobal(name);
      return call(argument);
    };
  }

  /** Calls what is on the stack. */
  private int call(int argument) {
    lua.push((long) argument);
    lua.pCall(1, 1);
    int result = (int) lua.toInteger(-1);
    lua.pop(1);
    return result;
  }

  @Override
  public void close() {
    lua.close();
  }

  /** Looks where our searcher looks; luajava's own looks at the root. */
  private static final class RootLoader extends ClassPathLoader {

    @Override
    protected String getPath(String module) {
      return "META-INF/lua/" + super.getPath(module);
    }
  }
}
