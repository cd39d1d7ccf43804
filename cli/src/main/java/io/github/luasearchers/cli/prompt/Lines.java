package io.github.luasearchers.cli.prompt;

import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where the prompt reads from and writes to. */
interface Lines {

  /** What was typed is not wanted: the next line begins. */
  final class Cancelled extends Exception {

    private static final long serialVersionUID = 1;

    Cancelled() {
      super("cancelled");
    }
  }

  /**
   * Reads the lines of one chunk.
   *
   * @param isIncomplete tells whether what was read is to go on in another line
   * @return null at the end of the input
   * @throws Cancelled if the user has dropped what was typed
   */
  @Nullable String read(String prompt, String more, Predicate<String> isIncomplete)
      throws IOException, Cancelled;

  /** Writes text, which has its own line ends, and sees to it that it is seen. */
  void write(String text);

  /** Returns how wide the output is, in characters. */
  int width();

  /** Does something whenever the user wants to stop what runs, until the next call. */
  void onInterrupt(Runnable action);
}
