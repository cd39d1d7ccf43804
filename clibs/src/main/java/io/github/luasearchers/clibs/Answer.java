package io.github.luasearchers.clibs;

/** What C answers when a function ends: several things in one number ({@code jni.c}). */
final class Answer {

  /** The count of a function that yields. */
  static final int YIELD = -2;

  private static final long PUTS = 1L << 61;
  private static final long MARKED = 1L << 60;
  private static final long ENTRIES = 1L << 59;
  private static final int PLACES = (1 << 27) - 1;

  private Answer() {}

  /** Returns how many results there are, or {@link #YIELD}. */
  static int count(long answer) {
    return (int) answer;
  }

  /** Returns the place behind the results in the arena. */
  static int top(long answer) {
    return ((int) (answer >>> Integer.SIZE) & PLACES) * Layout.SLOT;
  }

  /** Tells whether raw sets are put off. */
  static boolean hasPuts(long answer) {
    return (answer & PUTS) != 0;
  }

  /** Tells whether there are slots to be closed. */
  static boolean hasMarked(long answer) {
    return (answer & MARKED) != 0;
  }

  /** Tells whether there are entries to be dropped. */
  static boolean hasEntries(long answer) {
    return (answer & ENTRIES) != 0;
  }
}
