package io.github.luasearchers.engine.lib;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.luaj.vm2.LuaString;

/** A string in the making: PUC's {@code luaL_Buffer}. */
public final class LuaStringBuffer {

  private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

  /** An array below this size is got without asking whether the memory has room. */
  private static final int SMALL = 1 << 20;

  private static final int LEAST = 48;

  private static final byte[] EMPTY = {};
  private static final LuaString[] BYTES = bytes();

  private final LuaRuntime lua;
  private byte[] buffer;
  private int size;

  public LuaStringBuffer(LuaRuntime lua, int capacity) {
    this.lua = lua;
    this.buffer = capacity == 0 ? EMPTY : allocate(lua, capacity);
  }

  public void append(int b) {
    if (size == buffer.length) {
      grow(1);
    }
    buffer[size++] = (byte) b;
  }

  public void append(LuaString string) {
    append(string.m_bytes, string.m_offset, string.m_length);
  }

  public void append(byte[] bytes, int offset, int length) {
    if (length > buffer.length - size) {
      grow(length);
    }
    Slices.copy(bytes, offset, buffer, size, length);
    size += length;
  }

  /** Appends the low byte of each character. */
  @SuppressWarnings("deprecation") // it copies the low bytes, which is what is wanted
  public void append(String text) {
    int length = text.length();
    if (length > buffer.length - size) {
      grow(length);
    }
    text.getBytes(0, length, buffer, size);
    size += length;
  }

  void pad(int b, int count) {
    if (count > 0) {
      if (count > buffer.length - size) {
        grow(count);
      }
      Slices.fill(buffer, size, count, (byte) b);
      size += count;
    }
  }

  /** Appends a number's decimal digits. */
  void appendDecimal(long number) {
    long rest = number;
    if (rest < 0) {
      if (rest == Long.MIN_VALUE) {
        append("-9223372036854775808");
        return;
      }
      append('-');
      rest = -rest;
    }
    int digits = 1;
    for (long power = 10; digits < 19 && rest >= power; power *= 10) {
      digits++;
    }
    if (digits > buffer.length - size) {
      grow(digits);
    }
    size += digits;
    int at = size;
    do {
      buffer[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
  }

  int size() {
    return size;
  }

  /** Returns what was appended. The buffer is not to be used any more. */
  public LuaString toLuaString() {
    if (size == 1) {
      return ofByte(buffer[0]);
    }
    if (buffer.length - size > 32 && buffer.length - size > size >> 2) {
      return LuaText.copy(buffer, 0, size);
    }
    return LuaText.using(buffer, size);
  }

  private void grow(int more) {
    long needed = (long) size + more;
    long roomy = Math.min(Math.max(LEAST, 2L * buffer.length), MAX_SIZE);
    byte[] grown = allocate(lua, Math.max(needed, roomy));
    Slices.copy(buffer, 0, grown, 0, size);
    buffer = grown;
  }

  /** Makes an array, or fails with Lua's messages if there is no room for it. */
  static byte[] allocate(LuaRuntime lua, long length) {
    if (length > MAX_SIZE) {
      throw lua.error("resulting string too large", 1);
    }
    lua.chargeBytes(length);
    lua.reserve(length);
    if (length < SMALL) {
      return LuaText.room((int) length);
    }
    if (length < Runtime.getRuntime().maxMemory()) {
      try {
        return new byte[(int) length];
      } catch (OutOfMemoryError e) {
        // The collector has tried. One large array too many leaves everything else as it was.
      }
    }
    throw lua.error("not enough memory", 0);
  }

  // ---- strings

  /** Returns the string of one byte. */
  static LuaString ofByte(int b) {
    return BYTES[b & 0xff];
  }

  /** Returns a part of a string. */
  static LuaString substring(LuaString string, int from, int to) {
    int length = to - from;
    if (length == 1) {
      return BYTES[string.m_bytes[string.m_offset + from] & 0xff];
    }
    return length == string.m_length
        ? string
        : LuaText.part(string.m_bytes, string.m_offset + from, length);
  }

  /** Returns a string with ASCII text behind it. */
  static LuaString join(LuaString string, String ascii) {
    byte[] tail = ascii.getBytes(ISO_8859_1);
    int length = string.m_length + tail.length;
    byte[] bytes = LuaText.room(length);
    Slices.copy(string, bytes, 0);
    System.arraycopy(tail, 0, bytes, string.m_length, tail.length);
    return LuaText.using(bytes, length);
  }

  private static LuaString[] bytes() {
    LuaString[] strings = new LuaString[256];
    for (int b = 0; b < strings.length; b++) {
      strings[b] = LuaString.valueOf(new byte[] {(byte) b});
    }
    return strings;
  }
}
