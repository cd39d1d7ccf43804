package io.github.luasearchers.engine.value;

/** Counts the work of a compilation, and may stop it. */
public interface Meter {

  /** Allows everything. */
  Meter NONE =
      new Meter() {
        @Override
        public void charge(int work) {}
      };

  /**
   * Charges work.
   *
   * @param work the number of instructions of the loop that take as long
   */
  void charge(int work);
}
