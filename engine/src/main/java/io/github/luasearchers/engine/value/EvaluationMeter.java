package io.github.luasearchers.engine.value;

/** Takes note of what one evaluation does, and stops it when it has used up what it may use. */
public interface EvaluationMeter extends Meter {

  /**
   * Asks for an allocation that may be large.
   *
   * @throws ScriptError if the script would then hold too much
   */
  void reserve(long bytes);

  /**
   * Takes note of work in the middle of an operation, where no other code of Lua may run.
   *
   * @param work in instructions of the loop that take as long
   */
  void spend(int work);

  /** Stops the script if its time is over. */
  void stopIfDue();
}
