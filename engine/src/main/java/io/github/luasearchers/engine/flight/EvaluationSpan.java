package io.github.luasearchers.engine.flight;

/** An evaluation. */
public interface EvaluationSpan {

  /**
   * Ends it, and records it.
   *
   * @param name the script's file, or the function that was called
   * @param outcome what came of it, one word
   */
  void end(String name, String outcome);
}
