package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.Callback;
import io.github.luasearchers.engine.interop.Caller;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation that has handed a function or table to Java, and how Java calls back on that. There
 * is none of the others.
 */
final class EvaluationCalls implements Caller {

  private final LuaState state;
  private final int depth;
  private final long deadline;
  private final @Nullable EvaluationCalls outer;
  private volatile @Nullable Thread thread = Thread.currentThread();

  /**
   * Makes one, of the evaluation that is running.
   *
   * @param depth in how many others it runs, and itself
   * @param deadline a time of the nano clock, 0 for none
   * @param outer the one around it that has handed out something as well
   */
  EvaluationCalls(LuaState state, int depth, long deadline, @Nullable EvaluationCalls outer) {
    this.state = state;
    this.depth = depth;
    this.deadline = deadline;
    this.outer = outer;
  }

  int depth() {
    return depth;
  }

  long deadline() {
    return deadline;
  }

  @Nullable EvaluationCalls outer() {
    return outer;
  }

  void end() {
    thread = null;
  }

  boolean hasEnded() {
    return thread == null;
  }

  /** Tells whether it is running, in the calling thread. */
  boolean isOurs() {
    return thread == Thread.currentThread();
  }

  // ---- what it has handed out

  @Override
  public @Nullable Object call(Callback callback) {
    return state.evaluator().callBack(callback, this);
  }

  @Override
  public boolean admits() {
    return state.evaluations().admits(this);
  }

  @Override
  public void enter() {
    state.evaluations().enter(this);
  }

  @Override
  public void exit() {
    state.evaluations().exit();
  }
}
