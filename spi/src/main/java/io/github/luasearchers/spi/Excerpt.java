package io.github.luasearchers.spi;

/**
 * What a message shows of a text that is not the program's own: a script's, a user's or a server's.
 * It may be of any length and hold any character; the message is neither.
 *
 * @since 0.1.0
 */
public final class Excerpt {

  /** What is longer than this is not shown in full, but only so much of it. */
  private static final int LONGEST_SHOWN = 1_000;

  private static final int EXCERPT = 200;

  private static final int LONGEST_SETTING = 80;

  private Excerpt() {}

  /** Returns a name or a text: all of it as a rule, and of one of any length the beginning. */
  public static String of(String text) {
    return text.length() <= LONGEST_SHOWN ? text : start(text, EXCERPT);
  }

  /** Returns the same in one line: with question marks for control characters. */
  public static String line(String text) {
    return inOneLine(of(text));
  }

  /** Returns the value or the key of a setting: the beginning of it, in one line. */
  public static String ofSetting(String text) {
    return inOneLine(text.length() <= LONGEST_SETTING ? text : start(text, LONGEST_SETTING));
  }

  /** Returns the beginning of a text, in which no character beyond the first 65,536 is halved. */
  private static String start(String text, int length) {
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end) + "...";
  }

  private static String inOneLine(String text) {
    StringBuilder shown = new StringBuilder(text);
    for (int i = 0; i < shown.length(); i++) {
      if (Character.isISOControl(shown.charAt(i))) {
        shown.setCharAt(i, '?');
      }
    }
    return shown.toString();
  }
}
