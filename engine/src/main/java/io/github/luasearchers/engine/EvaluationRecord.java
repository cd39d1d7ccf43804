package io.github.luasearchers.engine;

import io.github.luasearchers.engine.flight.EvaluationSpan;
import io.github.luasearchers.engine.flight.Spans;
import io.github.luasearchers.engine.value.ScriptStopped;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;

/** A running evaluation that is told to the flight recorder when it ends. */
final class EvaluationRecord {

  private final @Nullable EvaluationRecord outer;
  private final int depth;
  private final @Nullable EvaluationSpan span;
  private String name = "script";
  private String outcome = "FAILED";

  /**
   * Begins an evaluation.
   *
   * @param outer the one that it is nested in, if that is recorded
   */
  EvaluationRecord(@Nullable EvaluationRecord outer, int depth) {
    this.outer = outer;
    this.depth = depth;
    this.span = Spans.evaluate(depth);
  }

  /** Says what is evaluated: a script's file, or a function. */
  void name(String name) {
    this.name = name;
  }

  void succeed() {
    outcome = "RETURNED";
  }

  /** Notes how it has failed, and tells at once if it was a limit that has stopped it. */
  void fail(ScriptException failure) {
    if (failure instanceof LuaScriptException known) {
      known.getLimit().ifPresent(limit -> stop(limit, String.valueOf(known.getMessage())));
    }
  }

  /** The same for a callback, whose caller does not get to know of the limit. */
  void fail(ScriptStopped stopped) {
    stopped.limit().ifPresent(limit -> stop(limit, String.valueOf(stopped.getMessage())));
  }

  private void stop(String limit, String reason) {
    outcome = "STOPPED";
    Spans.stop(limit, name, reason);
  }

  /**
   * Ends the evaluation, if this is its record.
   *
   * @return the record of the one around it
   */
  @Nullable EvaluationRecord end(int ended) {
    if (depth != ended) {
      return this;
    }
    if (span != null) {
      span.end(name, outcome);
    }
    return outer;
  }
}
