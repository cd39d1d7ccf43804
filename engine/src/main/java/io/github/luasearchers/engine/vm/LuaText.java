package io.github.luasearchers.engine.vm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.luaj.vm2.LuaString;

/** Carries text between Java's strings and Lua's bytes, as UTF-8, and puts it in order. */
public final class LuaText {

  private LuaText() {}

  // LuaJ looks for each string whose array has 32 bytes or less among those made last, in a table
  // that all threads share and write to. With the hash that takes, made twice, and G1's fence for a
  // store into an old array, this costs more than the few bytes that a string of its own takes, and
  // halves the speed of two threads that make strings.

  private static final int LEAST_ARRAY = 33;

  /** Up to this size a string may keep the array of another that is longer. */
  private static final int LARGEST_SHARED = 64;

  /** Makes an array for the bytes of a string, which {@link #using} turns into one. */
  public static byte[] room(int length) {
    return new byte[Math.max(length, LEAST_ARRAY)];
  }

  /** Returns the string of the first bytes of an array, which is not to be changed any more. */
  public static LuaString using(byte[] bytes, int length) {
    return LuaString.valueUsing(bytes, 0, length);
  }

  /** Returns the string of an array, which nobody else has. */
  private static LuaString ofOwn(byte[] bytes) {
    int length = bytes.length;
    return LuaString.valueUsing(
        length < LEAST_ARRAY ? Arrays.copyOf(bytes, LEAST_ARRAY) : bytes, 0, length);
  }

  /** Returns a string of these bytes, which are copied. */
  public static LuaString copy(byte[] bytes, int from, int length) {
    Toll.reserve(length);
    byte[] own = room(length);
    Slices.copy(bytes, from, own, 0, length);
    return LuaString.valueUsing(own, 0, length);
  }

  /**
   * Returns a string of these bytes, which are not to be changed any more. It keeps the whole array
   * if that is small or mostly the string's.
   */
  public static LuaString part(byte[] bytes, int from, int length) {
    int whole = bytes.length;
    boolean shared = whole <= LARGEST_SHARED ? whole >= LEAST_ARRAY : length >= whole >> 1;
    return shared ? LuaString.valueUsing(bytes, from, length) : copy(bytes, from, length);
  }

  /** Returns the UTF-8 bytes of a text. An unpaired surrogate becomes {@code ?}. */
  public static LuaString of(String text) {
    Slices.beforeConversion(text.length());
    return ofOwn(text.getBytes(UTF_8));
  }

  /** Returns the text that a Lua string holds as UTF-8. Bytes that are none become U+FFFD. */
  public static String toJava(LuaString string) {
    Slices.beforeConversion(string.m_length);
    return new String(string.m_bytes, string.m_offset, string.m_length, UTF_8);
  }

  /** Returns a text with one character for each byte, which {@link #ofLatin1} turns back. */
  public static String toLatin1(LuaString string) {
    Slices.beforeConversion(string.m_length);
    return new String(string.m_bytes, string.m_offset, string.m_length, ISO_8859_1);
  }

  /** Returns a string with one byte for each character. One above U+00FF becomes {@code ?}. */
  public static LuaString ofLatin1(String text) {
    Slices.beforeConversion(text.length());
    return ofOwn(text.getBytes(ISO_8859_1));
  }

  /** Returns a copy of the string's bytes. */
  public static byte[] bytes(LuaString string) {
    Toll.reserve(string.m_length);
    byte[] bytes = new byte[string.m_length];
    Slices.copy(string, bytes, 0);
    return bytes;
  }

  /** Returns what C sees of a string: all up to the first zero. */
  public static LuaString upToZero(LuaString string) {
    int zero = Slices.indexOf(string, (byte) 0);
    return zero < 0 ? string : string.substring(0, zero);
  }

  /**
   * Tells whether the string is UTF-8, strictly: of shortest forms, without surrogates, up to
   * U+10FFFF. Then, and only then, {@link #of} gives back what {@link #toJava} made of it.
   */
  public static boolean isUtf8(LuaString string) {
    byte[] bytes = string.m_bytes;
    int end = string.m_offset + string.m_length;
    int at = string.m_offset;
    while (at < end) {
      if (bytes[at] >= 0) {
        at++;
        continue;
      }
      int length = sequenceLength(bytes, at, end);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** Returns the length of the sequence that begins with a byte above 0x7F, 0 if it is wrong. */
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

  /**
   * Compares two strings by their bytes, without sign: {@code l_strcmp} in the C locale.
   *
   * @return a number below, equal to or above 0
   */
  public static int compare(LuaString a, LuaString b) {
    int length = Math.min(a.m_length, b.m_length);
    int at = Slices.mismatch(a, b, length);
    return at < length
        ? Byte.compareUnsigned(a.m_bytes[a.m_offset + at], b.m_bytes[b.m_offset + at])
        : a.m_length - b.m_length;
  }
}
