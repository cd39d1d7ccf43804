package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A builtin's result that asks the loop for an action: to call a function, resume a coroutine, or
 * yield. One per universe is enough, as the loop acts before anything else can ask.
 */
final class PendingCall extends Varargs {

  static final int CALL = 0;
  static final int RESUME = 1;
  static final int YIELD = 2;

  int deed;
  LuaValue target = LuaValue.NIL;
  Varargs args = LuaValue.NONE;
  @Nullable Continuation then;

  PendingCall ask(int newDeed, LuaValue newTarget, Varargs newArgs, @Nullable Continuation next) {
    deed = newDeed;
    target = newTarget;
    args = newArgs;
    then = next;
    return this;
  }

  /** Drops the references to what was asked for. */
  void clear() {
    target = LuaValue.NIL;
    args = LuaValue.NONE;
    then = null;
  }

  @Override
  public LuaValue arg(int i) {
    throw misuse();
  }

  @Override
  public int narg() {
    throw misuse();
  }

  @Override
  public LuaValue arg1() {
    throw misuse();
  }

  @Override
  public Varargs subargs(int start) {
    throw misuse();
  }

  private static IllegalStateException misuse() {
    return new IllegalStateException("the answer of callThen is to be returned at once");
  }
}
