package io.github.luasearchers.engine.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.spi.Excerpt;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Carries text between Java's strings and Lua's bytes, and puts it in order. Text is UTF-8, and
 * bytes that are none are {@linkplain SurrogateEscape lone surrogates}, so that every string of
 * Lua's comes back as it was.
 */
public final class LuaText {

  /** More than what is shown in full in a message. */
  private static final int MORE_THAN_SHOWN = 1 << 10;

  private LuaText() {}

  // ---- messages

  /**
   * Returns what a message shows of a name or a text that is the script's: all of it as a rule, and
   * of one of any length the beginning, so that no error is larger than what led to it.
   */
  public static String excerpt(String text) {
    return Excerpt.of(text);
  }

  /** Returns the same of a Lua string, up to its first zero, with one character for each byte. */
  public static String excerptOfLatin1(LuaString text) {
    int end = Math.min(text.m_length, MORE_THAN_SHOWN);
    String start = toLatin1(upToZero(LuaString.valueUsing(text.m_bytes, text.m_offset, end)));
    return excerpt(start);
  }

  // ---- strings

  // LuaJ looks for each string whose array has 32 bytes or less among those made last, in a table
  // that all threads share and write to. With the hash that takes, made twice, and G1's fence for a
  // store into an old array, this costs more than the few bytes that a string of its own takes, and
  // halves the speed of two threads that make strings.

  private static final int LEAST_ARRAY = 33;

  /** Up to this length a text is converted faster by its characters than by the JDK as a whole. */
  private static final int LONGEST_NAME = 16;

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
    CurrentMeter.reserve(length);
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

  /**
   * Returns the string of a text.
   *
   * @throws IllegalArgumentException if it has a lone surrogate that stands for no byte; the
   *     message names its index
   */
  public static LuaString of(String text) {
    @Nullable LuaString name = text.length() <= LONGEST_NAME ? ofShortAscii(text) : null;
    return name == null ? ofOwn(encode(text)) : name;
  }

  /** Returns the string of a short text, as most names are, in one go; null if it is not ASCII. */
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

  /** Fails where {@link #of} does. */
  public static void check(String text) {
    if (SurrogateEscape.hasLone(text)) {
      SurrogateEscape.check(text);
    }
  }

  /** Returns the bytes of the same string. */
  public static byte[] encode(String text) {
    Slices.beforeConversion(text.length());
    return text.length() > Slices.SIZE ? Slices.utf8(text) : encode(text, 0);
  }

  /** Returns the bytes of a part of a text. */
  static byte[] encode(String part, int at) {
    return SurrogateEscape.hasLone(part) ? SurrogateEscape.encode(part, at) : part.getBytes(UTF_8);
  }

  /**
   * Returns the string of a message, which may quote anything: what {@link #of} refuses becomes
   * U+FFFD, as a failure is not to hide another.
   */
  public static LuaString ofMessage(String text) {
    return of(SurrogateEscape.hasLone(text) ? SurrogateEscape.repair(text) : text);
  }

  /** Returns the text of a string, which {@link #of} turns back. */
  public static String toJava(LuaString string) {
    Slices.beforeConversion(string.m_length);
    return decode(string.m_bytes, string.m_offset, string.m_length);
  }

  /** Returns the text of bytes. */
  public static String decode(byte[] bytes, int offset, int length) {
    return length > Slices.SIZE
        ? Slices.text(bytes, offset, length)
        : decodePart(bytes, offset, length);
  }

  /** Returns the text of bytes of which no character is cut in two. */
  static String decodePart(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : SurrogateEscape.decode(bytes, offset, length);
  }

  /** Tells whether a text stands for bytes that are no UTF-8. */
  public static boolean hasEscapes(String text) {
    return SurrogateEscape.hasEscapes(text);
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
    CurrentMeter.reserve(string.m_length);
    byte[] bytes = new byte[string.m_length];
    Slices.copy(string, bytes, 0);
    return bytes;
  }

  /** Returns what C sees of a string: all up to the first zero. */
  public static LuaString upToZero(LuaString string) {
    int zero = Slices.indexOf(string, (byte) 0, 0);
    return zero < 0 ? string : string.substring(0, zero);
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
