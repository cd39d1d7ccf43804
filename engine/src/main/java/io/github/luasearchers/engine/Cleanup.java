package io.github.luasearchers.engine;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * Closes the state of an engine that nobody has closed, once nobody can reach it. One thread does
 * this for all engines, and so what a dropped one has its finalizers do is bounded.
 */
final class Cleanup implements Runnable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final LuaState state;
  private Cleaner.@Nullable Cleanable cleanable;

  /** Whether the host closes the engine, in a thread of its own. */
  private volatile boolean byHost;

  private Cleanup(LuaState state) {
    this.state = state;
  }

  /** Sees to it that a state, which must not know its engine, is closed after that. */
  static Cleanup register(LuaScriptEngine engine, LuaState state) {
    Cleanup cleanup = new Cleanup(state);
    cleanup.cleanable = CLEANER.register(engine, cleanup);
    return cleanup;
  }

  /** Closes the state now. */
  void close() {
    byHost = true;
    if (cleanable != null) {
      cleanable.clean();
    }
  }

  @Override
  public void run() {
    if (byHost) {
      state.close();
    } else {
      state.closeDropped();
    }
  }
}
