package io.github.luasearchers.engine.flight;

/** The translation of a function. */
public interface TranslateSpan {

  /**
   * Ends it with a class, and records it.
   *
   * @param bytes the size of the class
   * @param ordinal 1 for the function's first translation, of whatever entry
   */
  void translated(int bytes, int ordinal);

  /**
   * Ends it without one, and records it.
   *
   * @param outcome what came of it, one word
   * @param reason why
   */
  void refused(String outcome, String reason);
}
