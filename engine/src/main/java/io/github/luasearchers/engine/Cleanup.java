package io.github.luasearchers.engine;

import java.lang.ref.Cleaner;

/** Closes the state of an engine that nobody has closed, once nobody can reach it. */
final class Cleanup implements Runnable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final LuaState state;

  private Cleanup(LuaState state) {
    this.state = state;
  }

  /** Sees to it that a state, which must not know its engine, is closed after that. */
  static Cleaner.Cleanable register(LuaScriptEngine engine, LuaState state) {
    return CLEANER.register(engine, new Cleanup(state));
  }

  @Override
  public void run() {
    state.close();
  }
}
