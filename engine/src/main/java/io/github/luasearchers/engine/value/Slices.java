package io.github.luasearchers.engine.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.luaj.vm2.LuaString;

/**
 * Passes over bytes that may be very many, and pays for it on the way, so that the script can be
 * stopped meanwhile. What is short costs less than the call that brought it here, and nothing more.
 */
public final class Slices {

  /** How much is done at a time. */
  public static final int SIZE = 1 << 20;

  /** How many bytes a loop looks at before it pays for them, less one. */
  private static final int STEP = (1 << 12) - 1;

  /** So many bytes are looked at, one by one, in the time of one instruction of the loop. */
  private static final int LOOKED_AT = 3;

  /** So many are copied, or compared, all at once. */
  private static final int COPIED = 6;

  private static final int LONGEST_CHARACTER = 4;

  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private Slices() {}

  /**
   * Pays for a loop over bytes or characters, if its index has come to where that is due. The loop
   * calls this for each.
   */
  public static void step(int index) {
    if ((index & STEP) == STEP) {
      CurrentMeter.charge(STEP >> LOOKED_AT);
    }
  }

  private static void payForRest(int length) {
    if (length > STEP) {
      CurrentMeter.chargeIfLimited(length >> COPIED);
    }
  }

  /** Copies bytes from one array to another. */
  public static void copy(byte[] from, int at, byte[] to, int place, int length) {
    int done = 0;
    while (length - done > SIZE) {
      System.arraycopy(from, at + done, to, place + done, SIZE);
      done += SIZE;
      CurrentMeter.charge(SIZE >> COPIED);
    }
    System.arraycopy(from, at + done, to, place + done, length - done);
    payForRest(length - done);
  }

  /** Copies a string's bytes into an array. */
  public static void copy(LuaString from, byte[] to, int place) {
    copy(from.m_bytes, from.m_offset, to, place, from.m_length);
  }

  /** Sets bytes of an array. */
  public static void fill(byte[] bytes, int from, int count, byte b) {
    int done = 0;
    while (count - done > SIZE) {
      Arrays.fill(bytes, from + done, from + done + SIZE, b);
      done += SIZE;
      CurrentMeter.charge(SIZE >> COPIED);
    }
    Arrays.fill(bytes, from + done, from + count, b);
    payForRest(count - done);
  }

  /** Returns where two strings of one length differ first, that length if they don't. */
  public static int mismatch(LuaString a, LuaString b, int length) {
    for (int from = 0; from < length; from += SIZE) {
      int size = Math.min(SIZE, length - from);
      int i = a.m_offset + from;
      int j = b.m_offset + from;
      int found = Arrays.mismatch(a.m_bytes, i, i + size, b.m_bytes, j, j + size);
      if (found >= 0) {
        payForRest(found);
        return from + found;
      }
      if (size == SIZE) {
        CurrentMeter.charge(SIZE >> COPIED);
      } else {
        payForRest(size);
      }
    }
    return length;
  }

  /** Returns where a byte is in a string, from a place on; -1 if it isn't. */
  public static int indexOf(LuaString string, byte b, int from) {
    byte[] bytes = string.m_bytes;
    int start = string.m_offset;
    int end = start + string.m_length;
    for (int i = start + from; i < end; i++) {
      if (bytes[i] == b) {
        return i - start;
      }
      step(i);
    }
    return -1;
  }

  /** Asks between two slices whether the script is to stop. */
  public static void pause() {
    CurrentMeter.check();
  }

  /** Returns the text that many bytes are as UTF-8. Who is stopped has made no large array. */
  static String text(byte[] bytes, int offset, int length) {
    int end = offset + length;
    List<String> parts = new ArrayList<>();
    for (int from = offset; from < end; ) {
      int to = end - from <= SIZE ? end : startOfCharacter(bytes, from + SIZE);
      parts.add(LuaText.decodePart(bytes, from, to - from));
      from = to;
      CurrentMeter.checkLimits();
    }
    return String.join("", parts);
  }

  /** Returns a place at which no character is cut in two: that one, or one right before it. */
  private static int startOfCharacter(byte[] bytes, int at) {
    int start = at;
    while ((bytes[start] & 0xc0) == 0x80 && start > at - LONGEST_CHARACTER) {
      start--;
    }
    return (bytes[start] & 0xc0) == 0x80 ? at : start;
  }

  /** Returns the UTF-8 bytes of a long text. Who is stopped has made no large array. */
  static byte[] utf8(String text) {
    List<byte[]> parts = new ArrayList<>();
    long length = 0;
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(from + SIZE, text.length());
      to -= to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? 1 : 0;
      byte[] part = LuaText.encode(text.substring(from, to), from);
      parts.add(part);
      length += part.length;
      from = to;
      CurrentMeter.checkLimits();
    }
    if (length > LONGEST_ARRAY) {
      throw new OutOfMemoryError("a text is too long for an array of its bytes");
    }
    byte[] bytes = new byte[(int) length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, bytes, at, part.length);
      at += part.length;
    }
    return bytes;
  }

  /** Pays before bytes are turned into characters, or back. */
  static void beforeConversion(int length) {
    if (length > STEP) {
      CurrentMeter.chargeIfLimited(length >> LOOKED_AT);
      CurrentMeter.reserve(length);
    }
  }
}
