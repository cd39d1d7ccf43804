package io.github.luasearchers.engine.interop;

import org.luaj.vm2.LuaValue;

/** Objects that a script may only hold, pass on and print. */
final class OpaqueFace extends Face {

  @Override
  LuaValue index(JavaObject object, LuaValue key) {
    return LuaValue.NIL;
  }

  @Override
  LuaValue known(JavaObject object, LuaValue key) {
    return LuaValue.NIL;
  }

  @Override
  boolean replaces(JavaObject object, LuaValue key, LuaValue value) {
    return false;
  }

  @Override
  LuaValue method(JavaObject object, LuaValue name) {
    return LuaValue.NIL;
  }

  @Override
  void assign(JavaObject object, LuaValue key, LuaValue value) {
    throw noField(object, key);
  }

  @Override
  boolean isOpaque() {
    return true;
  }
}
