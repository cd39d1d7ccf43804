package io.github.luasearchers.engine.value;

/** Counts the work of one evaluation, and stops the evaluation when it has used up its limits. */
public interface EvaluationMeter extends Meter {

  /**
   * Checks the memory limit before an allocation that may be large.
   *
   * @throws ScriptError if the script would then hold too much
   */
  void reserve(long bytes);

  /**
   * Charges work in the middle of an operation, where no other Lua code may run.
   *
   * @param work the number of instructions of the loop that take as long
   */
  void spend(int work);

  /** Stops the script if its time is over. */
  void stopIfDue();
}
