package io.github.luasearchers.engine.vm;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/** Creates closures of compiled chunks: the loader that LuaJ calls. */
final class ClosureLoader implements Globals.Loader {

  private final LuaRuntime lua;

  ClosureLoader(LuaRuntime lua) {
    this.lua = lua;
  }

  @Override
  public LuaFunction load(Prototype code, String chunkName, LuaValue environment) {
    return closure(lua, code, environment);
  }

  /** Creates a closure whose first upvalue, if there is one, is the environment. */
  static Closure closure(LuaRuntime lua, Prototype code, LuaValue environment) {
    if (code instanceof LivePrototype) {
      Threads.watch(lua);
    }
    UpValue[] upvalues = new UpValue[code.upvalues.length];
    for (int i = 0; i < upvalues.length; i++) {
      upvalues[i] = new UpValue(i == 0 ? environment : LuaValue.NIL);
    }
    return new Closure(lua, code, upvalues);
  }
}
