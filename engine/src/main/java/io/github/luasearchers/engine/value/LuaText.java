package io.github.luasearchers.engine.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.spi.Excerpt;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Converts text between Java's strings and Lua's bytes, and compares it. Text is UTF-8; bytes that
 * are not valid become {@linkplain SurrogateEscape lone surrogates}, so that every Lua string
 * converts back to itself.
 */
public final class LuaText {

  /** More than what is shown in full in a message. */
  private static final int MORE_THAN_SHOWN = 1 << 10;

  private LuaText() {}

  // ---- messages

  /**
   * Returns what a message shows of a script's name or text: usually all of it, and only the
   * beginning of a long one, so that no error is larger than what caused it.
   */
  public static String excerpt(String text) {
    return Excerpt.of(text);
  }

  /** Does the same for a Lua string, up to its first zero, with one character per byte. */
  public static String excerptOfLatin1(LuaString text) {
    int end = Math.min(text.m_length, MORE_THAN_SHOWN);
    String start = toLatin1(upToZero(LuaString.valueUsing(text.m_bytes, text.m_offset, end)));
    return excerpt(start);
  }

  // ---- strings

  // LuaJ looks up each string whose array has 32 bytes or less in a cache of the latest strings,
  // which all threads share and write to. The hash for that, computed twice, and G1's fence for a
  // store into an old array cost more than the few bytes that a longer array takes, and halve the
  // speed of two threads that create strings.

  private static final int LEAST_ARRAY = 33;

  /** Up to this length, converting single characters is faster than the JDK's conversion. */
  private static final int LONGEST_NAME = 16;

  /** Up to this size, a string may share an array of which it needs only a part. */
  private static final int LARGEST_SHARED = 64;

  /** Allocates an array for the bytes of a string, which {@link #using} then creates. */
  public static byte[] room(int length) {
    return new byte[Math.max(length, LEAST_ARRAY)];
  }

  /** Returns the string of the first bytes of an array, which must not change any more. */
  public static LuaString using(byte[] bytes, int length) {
    return LuaString.valueUsing(bytes, 0, length);
  }

  /** Returns the string of an array that has no other user. */
  private static LuaString ofOwn(byte[] bytes) {
    int length = bytes.length;
    return LuaString.valueUsing(
        length < LEAST_ARRAY ? Arrays.copyOf(bytes, LEAST_ARRAY) : bytes, 0, length);
  }

  /** Returns a string of these bytes, which are copied. */
  public static LuaString copy(byte[] bytes, int from, int length) {
    CurrentMeter.reserve(length);
    byte[] own = room(length);
    Slices.copy(bytes, from, own, 0, length);
    return LuaString.valueUsing(own, 0, length);
  }

  /**
   * Returns a string of these bytes, which must not change any more. It shares the array if that is
   * small or mostly needed.
   */
  public static LuaString part(byte[] bytes, int from, int length) {
    int whole = bytes.length;
    boolean shared = whole <= LARGEST_SHARED ? whole >= LEAST_ARRAY : length >= whole >> 1;
    return shared ? LuaString.valueUsing(bytes, from, length) : copy(bytes, from, length);
  }

  /**
   * Converts text to a Lua string.
   *
   * @throws IllegalArgumentException if it has a lone surrogate that stands for no byte; the
   *     message gives its index
   */
  public static LuaString of(String text) {
    @Nullable LuaString name = text.length() <= LONGEST_NAME ? ofShortAscii(text) : null;
    return name == null ? ofOwn(encode(text)) : name;
  }

  /** Converts a short text, such as most names, in one pass; returns null if it is not ASCII. */
  private static @Nullable LuaString ofShortAscii(String text) {
    byte[] bytes = new byte[LEAST_ARRAY];
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return null;
      }
      bytes[i] = (byte) c;
    }
    return LuaString.valueUsing(bytes, 0, length);
  }

  /** Fails if {@link #of} would. */
  public static void check(String text) {
    if (SurrogateEscape.hasLone(text)) {
      SurrogateEscape.check(text);
    }
  }

  /** Converts text to the bytes of a Lua string. */
  public static byte[] encode(String text) {
    Slices.beforeConversion(text.length());
    return text.length() > Slices.SIZE ? Slices.utf8(text) : encode(text, 0);
  }

  /** Converts a part of a text to bytes. */
  static byte[] encode(String part, int at) {
    return SurrogateEscape.hasLone(part) ? SurrogateEscape.encode(part, at) : part.getBytes(UTF_8);
  }

  /**
   * Converts a message, which may quote anything, to a Lua string. What {@link #of} rejects becomes
   * U+FFFD, so that one failure does not hide another.
   */
  public static LuaString ofMessage(String text) {
    return of(SurrogateEscape.hasLone(text) ? SurrogateEscape.repair(text) : text);
  }

  /** Converts a Lua string to text, which {@link #of} converts back. */
  public static String toJava(LuaString string) {
    Slices.beforeConversion(string.m_length);
    return decode(string.m_bytes, string.m_offset, string.m_length);
  }

  /** Converts bytes to text. */
  public static String decode(byte[] bytes, int offset, int length) {
    return length > Slices.SIZE
        ? Slices.text(bytes, offset, length)
        : decodePart(bytes, offset, length);
  }

  /** Converts bytes to text; they must not begin or end inside a character. */
  static String decodePart(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : SurrogateEscape.decode(bytes, offset, length);
  }

  /** Tells whether a text stands for bytes that are not valid UTF-8. */
  public static boolean hasEscapes(String text) {
    return SurrogateEscape.hasEscapes(text);
  }

  /** Returns a text with one character per byte, which {@link #ofLatin1} converts back. */
  public static String toLatin1(LuaString string) {
    Slices.beforeConversion(string.m_length);
    return new String(string.m_bytes, string.m_offset, string.m_length, ISO_8859_1);
  }

  /** Returns a string with one byte per character. A character above U+00FF becomes {@code ?}. */
  public static LuaString ofLatin1(String text) {
    Slices.beforeConversion(text.length());
    return ofOwn(text.getBytes(ISO_8859_1));
  }

  /** Returns a copy of the string's bytes. */
  public static byte[] bytes(LuaString string) {
    CurrentMeter.reserve(string.m_length);
    byte[] bytes = new byte[string.m_length];
    Slices.copy(string, bytes, 0);
    return bytes;
  }

  /** Returns what C sees of a string: everything up to the first zero. */
  public static LuaString upToZero(LuaString string) {
    int zero = Slices.indexOf(string, (byte) 0, 0);
    return zero < 0 ? string : string.substring(0, zero);
  }

  /**
   * Compares two strings by their unsigned bytes: {@code l_strcmp} in the C locale.
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
