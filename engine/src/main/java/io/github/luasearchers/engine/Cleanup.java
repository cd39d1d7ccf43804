package io.github.luasearchers.engine;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * Closes the state of an engine that became unreachable without being closed. One thread does this
 * for all engines, so what the finalizers of such an engine may do is limited.
 */
final class Cleanup implements Runnable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final LuaState state;
  private Cleaner.@Nullable Cleanable cleanable;

  /** Whether the host closes the engine, in its own thread. */
  private volatile boolean byHost;

  private Cleanup(LuaState state) {
    this.state = state;
  }

  /**
   * Registers a state to be closed once its engine is unreachable. The state must not refer to it.
   */
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
