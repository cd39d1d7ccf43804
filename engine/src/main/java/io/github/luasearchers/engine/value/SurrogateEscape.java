package io.github.luasearchers.engine.value;

import java.util.Locale;

/**
 * The lossless mapping between bytes and text known as {@code surrogateescape}: valid UTF-8 becomes
 * the characters that it encodes, and each other byte (0x80 to 0xFF) becomes a lone surrogate,
 * U+DC80 to U+DCFF. UTF-8 is checked strictly (shortest forms, no surrogates, up to U+10FFFF);
 * otherwise two different strings of bytes could become the same text.
 *
 * <p>This is the slow path, for bytes that the JDK's own conversion would replace.
 */
final class SurrogateEscape {

  private static final char ESCAPE = 0xDC00;
  private static final char FIRST = ESCAPE + 0x80;
  private static final char LAST = ESCAPE + 0xFF;
  private static final char REPLACEMENT = '\uFFFD';

  private SurrogateEscape() {}

  // ---- from bytes

  /** Converts bytes to text. */
  static String decode(byte[] bytes, int offset, int length) {
    char[] text = new char[length]; // no sequence is shorter than its characters
    int end = offset + length;
    int at = offset;
    int count = 0;
    while (at < end) {
      int size = bytes[at] >= 0 ? 1 : sequenceLength(bytes, at, end);
      count += put(text, count, bytes, at, size);
      at += Math.max(1, size);
    }
    return new String(text, 0, count);
  }

  /** Writes the characters of one sequence, and returns their number: one or two. */
  private static int put(char[] text, int count, byte[] bytes, int at, int size) {
    int first = bytes[at];
    switch (size) {
      case 0 -> text[count] = (char) (ESCAPE + (first & 0xFF));
      case 1 -> text[count] = (char) first;
      case 2 -> text[count] = (char) ((first & 0x1F) << 6 | bytes[at + 1] & 0x3F);
      case 3 ->
          text[count] =
              (char) ((first & 0x0F) << 12 | (bytes[at + 1] & 0x3F) << 6 | bytes[at + 2] & 0x3F);
      default -> {
        int point =
            (first & 0x07) << 18
                | (bytes[at + 1] & 0x3F) << 12
                | (bytes[at + 2] & 0x3F) << 6
                | bytes[at + 3] & 0x3F;
        return Character.toChars(point, text, count);
      }
    }
    return 1;
  }

  /** Returns the length of the sequence that begins with a byte above 0x7F, 0 if it is invalid. */
  private static int sequenceLength(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xff;
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + length > end) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[at + 1] & 0xff;
    boolean overlong = first == 0xe0 && second < 0xa0 || first == 0xf0 && second < 0x90;
    boolean surrogate = first == 0xed && second >= 0xa0;
    boolean tooLarge = first == 0xf4 && second >= 0x90;
    return overlong || surrogate || tooLarge ? 0 : length;
  }

  // ---- to bytes

  /** Tells whether a text has unpaired surrogates. */
  static boolean hasLone(String text) {
    // The loop checks nothing else, so that the JIT drops the check for Latin-1 strings.
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= Character.MIN_SURROGATE) {
        return hasLone(text, i);
      }
    }
    return false;
  }

  private static boolean hasLone(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (isSurrogate(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /** Tells whether a text has an escape, which stands for a byte that is not valid UTF-8. */
  static boolean hasEscapes(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean lone = i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
      if (isEscape(text.charAt(i)) && lone) {
        return true;
      }
    }
    return false;
  }

  /**
   * Converts a text of moderate length to bytes.
   *
   * @param at the index of the text in the whole, for messages
   * @throws IllegalArgumentException if it has a lone surrogate that is not an escape
   */
  static byte[] encode(String text, int at) {
    byte[] bytes = new byte[size(text, at)];
    int count = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      count = put(bytes, count, point);
      i += Character.charCount(point);
    }
    return bytes;
  }

  /** Fails if {@link #encode} would. */
  static void check(String text) {
    size(text, 0);
  }

  private static int size(String text, int at) {
    int size = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (isSurrogate(point) && !isEscape(point)) {
        throw refusal(point, at + i);
      }
      size += size(point);
      i += Character.charCount(point);
    }
    return size;
  }

  private static IllegalArgumentException refusal(int point, int index) {
    return new IllegalArgumentException(
        "a text with a lone surrogate can't be Lua's: U+"
            + Integer.toHexString(point).toUpperCase(Locale.ROOT)
            + " at index "
            + index);
  }

  private static int size(int point) {
    if (point < 0x80 || isEscape(point)) {
      return 1;
    }
    return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }

  private static int put(byte[] bytes, int count, int point) {
    int size = size(point);
    switch (size) {
      case 1 -> bytes[count] = (byte) point; // of an escape, its low byte
      case 2 -> bytes[count] = (byte) (0xC0 | point >> 6);
      case 3 -> bytes[count] = (byte) (0xE0 | point >> 12);
      default -> bytes[count] = (byte) (0xF0 | point >> 18);
    }
    for (int i = 1; i < size; i++) {
      bytes[count + i] = (byte) (0x80 | point >> 6 * (size - 1 - i) & 0x3F);
    }
    return count + size;
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static boolean isEscape(int point) {
    return point >= FIRST && point <= LAST;
  }

  /** Returns a text with U+FFFD in place of lone surrogates that are not escapes. */
  static String repair(String text) {
    StringBuilder repaired = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      int point = text.codePointAt(i);
      if (point > 0xFFFF) {
        i++;
      } else if (isSurrogate(point) && !isEscape(point)) {
        repaired.setCharAt(i, REPLACEMENT);
      }
    }
    return repaired.toString();
  }
}
