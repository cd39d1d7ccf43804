package io.github.luasearchers.engine.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.luaj.vm2.LuaString;

/**
 * Processes runs of bytes that may be very long, and charges for them on the way, so that the
 * script can be stopped meanwhile. Short runs cost less than the call that leads here and are not
 * charged.
 */
public final class Slices {

  /** How many bytes are processed at a time. */
  public static final int SIZE = 1 << 20;

  /** How many bytes a loop examines before it charges for them, minus one. */
  private static final int STEP = (1 << 12) - 1;

  /** 2^3 bytes are examined one by one in the time of one instruction of the loop. */
  private static final int LOOKED_AT = 3;

  /** 2^6 bytes are copied or compared in bulk in that time. */
  private static final int COPIED = 6;

  private static final int LONGEST_CHARACTER = 4;

  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private Slices() {}

  /**
   * Charges for a loop over bytes or characters, once in 4,096 of them. The loop calls this for
   * each.
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

  /** Fills a part of an array. */
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

  /**
   * Returns the index where two strings first differ within a length, that length if they do not.
   */
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

  /** Returns the index of a byte in a string, from an index on; -1 if there is none. */
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

  /** Checks between two slices whether the script must stop. */
  public static void pause() {
    CurrentMeter.check();
  }

  /**
   * Converts many bytes of UTF-8 to text. A script that is stopped meanwhile has allocated no large
   * array.
   */
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

  /** Returns an index that is not inside a character: the given one, or one right before it. */
  private static int startOfCharacter(byte[] bytes, int at) {
    int start = at;
    while ((bytes[start] & 0xc0) == 0x80 && start > at - LONGEST_CHARACTER) {
      start--;
    }
    return (bytes[start] & 0xc0) == 0x80 ? at : start;
  }

  /**
   * Converts a long text to UTF-8. A script that is stopped meanwhile has allocated no large array.
   */
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

  /** Charges before bytes are converted to characters, or back. */
  static void beforeConversion(int length) {
    if (length > STEP) {
      CurrentMeter.chargeIfLimited(length >> LOOKED_AT);
      CurrentMeter.reserve(length);
    }
  }
}
