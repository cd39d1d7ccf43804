package io.github.luasearchers.engine.value;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * The short strings that source text and the libraries name. Equal names in the code of all engines
 * of a JVM are mostly one object, so that a table finds its key by identity. PUC's {@code
 * lstring.c} keeps all short strings; this is a bounded cache, which forgets all but the libraries'
 * names. It holds only bytes, so that it keeps no engine alive.
 *
 * <p>Any number of threads may use it at once. Threads that add the same name at the same time get
 * the same object: a second one would not only take memory, but make each lookup compare bytes from
 * then on. So a slot is written under a lock, and read without: a string's fields are final, and a
 * reader who does not see one yet looks again with the lock. This is not an {@code
 * AtomicReferenceArray}, whose handles a JVM that has just begun would have to make.
 */
public final class StringTable {

  /** Strings longer than this are not kept, as in PUC. */
  private static final int MAX_SHORT = 40;

  private static final int WAYS = 4;
  private static final int BUCKETS = 1 << 12;

  private static final @Nullable LuaString[] SLOTS = new LuaString[BUCKETS * WAYS];

  /** The names in the libraries' own code. */
  private static final ConcurrentHashMap<String, LuaString> NAMES = new ConcurrentHashMap<>();

  /** The strings of these names, which are not forgotten. */
  private static final Set<LuaString> KEPT = ConcurrentHashMap.newKeySet();

  private StringTable() {}

  /** Returns a name in the engine's code, the same object for all callers. */
  public static LuaString name(String name) {
    @Nullable LuaString known = NAMES.get(name);
    return known == null ? addName(name) : known;
  }

  private static LuaString addName(String name) {
    LuaString made = intern(name);
    KEPT.add(made);
    @Nullable LuaString known = NAMES.putIfAbsent(name, made);
    return known == null ? made : known;
  }

  /** Returns the string of a text, the same object as before if it is still cached. */
  public static LuaString intern(String text) {
    return intern(LuaText.of(text));
  }

  /** Returns an equal string, the same object for all callers as long as it is cached. */
  public static LuaString intern(LuaString string) {
    byte[] bytes = string.m_bytes;
    return intern(
        bytes, string.m_offset, string.m_length, hash(bytes, string.m_offset, string.m_length));
  }

  /**
   * Returns a string of these bytes, which are copied.
   *
   * @param hash their {@link #hash(byte[], int, int)}
   */
  public static LuaString intern(byte[] bytes, int offset, int length, int hash) {
    if (length > MAX_SHORT) {
      return copy(bytes, offset, length);
    }
    int bucket = (hash & (BUCKETS - 1)) * WAYS;
    for (int slot = bucket; slot < bucket + WAYS; slot++) {
      @Nullable LuaString known = SLOTS[slot];
      if (known == null) {
        break;
      }
      if (equal(known, bytes, offset, length)) {
        return known;
      }
    }
    return add(bucket, hash, copy(bytes, offset, length));
  }

  /** Adds a string, unless another thread has done so. It may replace one that may be forgotten. */
  private static LuaString add(int bucket, int hash, LuaString added) {
    synchronized (SLOTS) {
      for (int slot = bucket; slot < bucket + WAYS; slot++) {
        @Nullable LuaString known = SLOTS[slot];
        if (known == null) {
          SLOTS[slot] = added;
          return added;
        }
        if (known.raweq(added)) {
          return known;
        }
      }
      // The hash's upper bits choose which one to forget.
      int first = hash >>> 30;
      for (int way = 0; way < WAYS; way++) {
        int slot = bucket + (first + way) % WAYS;
        @Nullable LuaString old = SLOTS[slot];
        if (old != null && !KEPT.contains(old)) {
          SLOTS[slot] = added;
          return added;
        }
      }
      return added;
    }
  }

  /** Returns the hash of a run of bytes. */
  public static int hash(byte[] bytes, int offset, int length) {
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = hash * 31 + bytes[i];
    }
    return mix(hash);
  }

  /** Returns the hash for a running sum, {@code sum * 31 + byte}, that the caller has computed. */
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
