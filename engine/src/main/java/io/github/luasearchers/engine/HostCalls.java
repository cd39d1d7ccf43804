package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.Callback;
import io.github.luasearchers.engine.interop.Caller;
import org.jspecify.annotations.Nullable;

/** How a host calls what it got as a result or as a binding: at any time, in any thread. */
class HostCalls implements Caller {

  private final LuaState state;

  HostCalls(LuaState state) {
    this.state = state;
  }

  @Override
  public final @Nullable Object call(Callback callback) {
    return state.evaluator().callBack(callback, null);
  }

  @Override
  public final void enter() {
    state.evaluations().enter(null);
  }

  @Override
  public final void exit() {
    state.evaluations().exit();
  }

  /** How Java calls what scripts hand to it: on behalf of their evaluation. */
  static final class OfScripts extends HostCalls {

    private final LuaState state;

    OfScripts(LuaState state) {
      super(state);
      this.state = state;
    }

    @Override
    public Caller lend() {
      return state.evaluations().caller();
    }

    @Override
    public void leave() {
      state.evaluations().lend();
    }

    @Override
    public void comeBack() {
      state.evaluations().takeBack();
    }
  }
}
