package io.github.luasearchers.engine.vm;

import java.util.Arrays;
import org.luaj.vm2.LuaString;

/**
 * Passes over bytes that may be very many: after each megabyte it asks whether the script is to
 * stop. What is charged for the work is the caller's affair.
 */
public final class Slices {

  /** How much is done at a time. */
  public static final int SIZE = 1 << 20;

  private Slices() {}

  /** Copies bytes from one array to another. */
  public static void copy(byte[] from, int at, byte[] to, int place, int length) {
    int done = 0;
    while (length - done > SIZE) {
      System.arraycopy(from, at + done, to, place + done, SIZE);
      done += SIZE;
      Toll.check();
    }
    System.arraycopy(from, at + done, to, place + done, length - done);
  }

  /** Copies a string's bytes into an array. */
  public static void copy(LuaString from, byte[] to, int place) {
    copy(from.m_bytes, from.m_offset, to, place, from.m_length);
  }

  /** Returns where two strings of one length differ first, that length if they don't. */
  static int mismatch(LuaString a, LuaString b, int length) {
    for (int from = 0; from < length; from += SIZE) {
      int size = Math.min(SIZE, length - from);
      int i = a.m_offset + from;
      int j = b.m_offset + from;
      int found = Arrays.mismatch(a.m_bytes, i, i + size, b.m_bytes, j, j + size);
      if (found >= 0) {
        return from + found;
      }
      if (size == SIZE) {
        Toll.check();
      }
    }
    return length;
  }

  /** Returns where a byte is in a string, -1 if it isn't. */
  static int indexOf(LuaString string, byte b) {
    byte[] bytes = string.m_bytes;
    for (int from = 0; from < string.m_length; from += SIZE) {
      int end = string.m_offset + Math.min(from + SIZE, string.m_length);
      for (int i = string.m_offset + from; i < end; i++) {
        if (bytes[i] == b) {
          return i - string.m_offset;
        }
      }
      if (string.m_length - from > SIZE) {
        Toll.check();
      }
    }
    return -1;
  }

  /** Asks between two slices whether the script is to stop. */
  public static void pause() {
    Toll.check();
  }

  /** Asks before bytes are turned into characters, or back, which goes on in one piece. */
  static void beforeConversion(int length) {
    if (length > SIZE) {
      Toll.checkLimits();
      Toll.reserve(length);
    }
  }
}
