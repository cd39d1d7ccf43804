package io.github.luasearchers.engine.vm;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A builtin that takes its arguments from the stack, however many there are. */
public abstract class StackFunction extends Builtin {

  protected StackFunction(LuaRuntime lua, String name) {
    super(lua, name);
  }

  /**
   * Runs the body.
   *
   * @param thread the running coroutine
   * @param base the index of the first argument, for {@link Coroutine#slot}
   * @param count the number of arguments
   */
  protected abstract Varargs runAt(Coroutine thread, int base, int count);

  private Varargs runTop() {
    Coroutine thread = lua.thread();
    CallInfo ci = thread.ci;
    return runAt(thread, ci.base, ci.top - ci.base);
  }

  @Override
  protected final Varargs run(Varargs args) {
    return runTop();
  }

  @Override
  protected final Varargs run0() {
    return runTop();
  }

  @Override
  protected final Varargs run1(LuaValue arg) {
    return runTop();
  }

  @Override
  protected final Varargs run2(LuaValue arg1, LuaValue arg2) {
    return runTop();
  }

  @Override
  protected final Varargs run3(LuaValue arg1, LuaValue arg2, LuaValue arg3) {
    return runTop();
  }
}
