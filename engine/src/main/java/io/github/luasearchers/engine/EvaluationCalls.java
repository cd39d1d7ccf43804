package io.github.luasearchers.engine;

import io.github.luasearchers.engine.interop.Callback;
import io.github.luasearchers.engine.interop.Caller;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation that has handed a function or table to Java, and how Java calls back on its behalf.
 * An evaluation that has handed out nothing has no such object.
 */
final class EvaluationCalls implements Caller {

  private final LuaState state;
  private final int depth;
  private final long deadline;
  private final @Nullable EvaluationCalls outer;
  private volatile @Nullable Thread thread = Thread.currentThread();

  /**
   * Creates an object for the running evaluation.
   *
   * @param depth how many evaluations are running, this one included
   * @param deadline a {@link System#nanoTime} value, 0 for none
   * @param outer the one of the enclosing evaluation that has handed out something as well
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

  /** Tells whether the evaluation is running, in the calling thread. */
  boolean isOurs() {
    return thread == Thread.currentThread();
  }

  // ---- calls of what it has handed out

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
