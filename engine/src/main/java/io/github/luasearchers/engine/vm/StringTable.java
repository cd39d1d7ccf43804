package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * The short strings that source text names, so that equal names in the code of all engines of a JVM
 * mostly are one object, and a table finds its key by identity. PUC's {@code lstring.c} keeps all
 * short strings; this is a bounded cache, which forgets. It holds bytes and nothing else, so that
 * it keeps no engine alive.
 *
 * <p>Any number of threads may use it at once: a slot is written in one piece, all fields of a
 * {@link LuaString} are final, and a lost race costs one more copy.
 */
public final class StringTable {

  /** Strings longer than this are not kept, as in PUC. */
  private static final int MAX_SHORT = 40;

  private static final int WAYS = 4;
  private static final int BUCKETS = 1 << 12;

  private static final @Nullable LuaString[] SLOTS = new LuaString[BUCKETS * WAYS];

  private StringTable() {}

  /** Returns the string of this text, one that was given out before if it is still known. */
  public static LuaString intern(String text) {
    return intern(LuaText.of(text));
  }

  /** Returns a string that is equal to this one, the same for all who ask if it is still known. */
  public static LuaString intern(LuaString string) {
    byte[] bytes = string.m_bytes;
    return intern(
        bytes, string.m_offset, string.m_length, hash(bytes, string.m_offset, string.m_length));
  }

  /**
   * Returns a string of these bytes, which are copied.
   *
   * @param hash what {@link #hash(byte[], int, int)} says of them
   */
  public static LuaString intern(byte[] bytes, int offset, int length, int hash) {
    if (length > MAX_SHORT) {
      return copy(bytes, offset, length);
    }
    int bucket = (hash & (BUCKETS - 1)) * WAYS;
    for (int slot = bucket; slot < bucket + WAYS; slot++) {
      @Nullable LuaString known = SLOTS[slot];
      if (known == null) {
        return add(slot, bytes, offset, length);
      }
      if (equal(known, bytes, offset, length)) {
        return known;
      }
    }
    // The hash's upper bits choose whom to forget.
    return add(bucket + (hash >>> 30), bytes, offset, length);
  }

  private static LuaString add(int slot, byte[] bytes, int offset, int length) {
    LuaString string = copy(bytes, offset, length);
    SLOTS[slot] = string;
    return string;
  }

  /** Returns the hash of a run of bytes. */
  public static int hash(byte[] bytes, int offset, int length) {
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = hash * 31 + bytes[i];
    }
    return mix(hash);
  }

  /** Returns the hash whose running sum, {@code sum * 31 + byte}, a caller has made himself. */
  public static int mix(int sum) {
    return sum * 0x9E3779B9 ^ sum >>> 15;
  }

  /** Tells whether a string consists of these bytes. */
  public static boolean equal(LuaString string, byte[] bytes, int offset, int length) {
    if (string.m_length != length) {
      return false;
    }
    byte[] own = string.m_bytes;
    int start = string.m_offset;
    for (int i = 0; i < length; i++) {
      if (own[start + i] != bytes[offset + i]) {
        return false;
      }
    }
    return true;
  }

  private static LuaString copy(byte[] bytes, int offset, int length) {
    byte[] own = LuaText.room(length);
    System.arraycopy(bytes, offset, own, 0, length);
    return LuaText.using(own, length);
  }
}
