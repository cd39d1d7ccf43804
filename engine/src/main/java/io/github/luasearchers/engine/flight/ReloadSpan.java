package io.github.luasearchers.engine.flight;

/** An attempt to reload modules. */
public interface ReloadSpan {

  /**
   * Ends it, and records it.
   *
   * @param names the modules that have changed, with commas between
   * @param outcome what came of it, one word
   * @param report what was done and why, or why not
   */
  void end(String names, String outcome, String report);
}
