package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.Caller;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** How functions that Java has kept enter Lua. */
final class CallBack implements Caller {

  private final LuaState state;

  CallBack(LuaState state) {
    this.state = state;
  }

  @Override
  public Varargs call(LuaValue function, Varargs args) {
    return state.callBack(function, args);
  }

  @Override
  public void enter() {
    state.enter();
  }

  @Override
  public void exit() {
    state.exit();
  }
}
