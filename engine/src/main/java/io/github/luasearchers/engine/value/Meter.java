package io.github.luasearchers.engine.value;

/** Is told how much a compilation does, and may put an end to it. */
public interface Meter {

  /** Lets everything pass. */
  Meter NONE =
      new Meter() {
        @Override
        public void charge(int work) {}
      };

  /**
   * Takes note of work.
   *
   * @param work in instructions of the loop that take as long
   */
  void charge(int work);
}
