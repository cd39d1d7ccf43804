package io.github.luasearchers.searchers.http.cache;

/** Text that came from elsewhere, in a form that a message may show. */
public final class Printable {

  private static final int MAX_LENGTH = 255;

  private Printable() {}

  /** Returns the text without control characters, cut where it gets too long. */
  public static String text(String text) {
    StringBuilder shown =
        new StringBuilder(
            text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...");
    for (int i = 0; i < shown.length(); i++) {
      if (Character.isISOControl(shown.charAt(i))) {
        shown.setCharAt(i, '?');
      }
    }
    return shown.toString();
  }
}
