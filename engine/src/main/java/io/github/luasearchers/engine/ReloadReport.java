package io.github.luasearchers.engine;

import java.util.List;

/**
 * What came of an attempt to reload modules. It succeeded as a whole, or nothing has changed: an
 * attempt that fails is an exception.
 *
 * @param reloaded the modules that were run again, in that order
 * @param patched the modules that got new code in place
 * @param unloaded the modules that nobody requires any more, and that were unloaded
 * @param notes what is to know, each a whole sentence: why nothing was done, what keeps its old
 *     code and who holds it, what was lost
 * @param nanos how long it took, in nanoseconds
 * @since 0.1.0
 */
public record ReloadReport(
    List<String> reloaded,
    List<String> patched,
    List<String> unloaded,
    List<String> notes,
    long nanos) {

  /** How many of a list's parts stand in the text. */
  private static final int SHOWN = 10;

  /**
   * Copies the lists.
   *
   * @throws NullPointerException if a list is null or has a null
   */
  public ReloadReport {
    reloaded = List.copyOf(reloaded);
    patched = List.copyOf(patched);
    unloaded = List.copyOf(unloaded);
    notes = List.copyOf(notes);
  }

  /** Tells whether any module has changed. */
  public boolean hasChanged() {
    return !reloaded.isEmpty() || !patched.isEmpty() || !unloaded.isEmpty();
  }

  /**
   * Returns it as one line that can be read: {@code reloaded a, b; patched c}, and the notes. Of
   * long lists only the beginning is there, and how many more there are.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, "reloaded ", ", ", reloaded);
    append(text, "patched ", ", ", patched);
    append(text, "unloaded ", ", ", unloaded);
    if (text.length() == 0) {
      text.append("nothing was reloaded");
    }
    append(text, "", "; ", notes);
    return text.toString();
  }

  private static void append(StringBuilder text, String what, String between, List<String> all) {
    if (!all.isEmpty()) {
      int shown = Math.min(all.size(), SHOWN);
      text.append(text.length() == 0 ? "" : "; ").append(what);
      text.append(String.join(between, all.subList(0, shown)));
      if (shown < all.size()) {
        text.append(between).append("and ").append(all.size() - shown).append(" more");
      }
    }
  }
}
