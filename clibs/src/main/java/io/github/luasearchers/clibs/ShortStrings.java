package io.github.luasearchers.clibs;

import io.github.luasearchers.engine.value.LuaText;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * The short strings that C has made last. C makes the same names again and again, as keys; here
 * they are found without a copy of their bytes.
 */
final class ShortStrings {

  private static final int SIZE = 1 << 10;
  private static final int WORDS = Layout.SHORT / Long.BYTES + 1;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final @Nullable LuaString[] strings = new LuaString[SIZE];

  /** The strings' bytes, zeros behind them. */
  private final long[] words = new long[SIZE * WORDS];

  /**
   * Returns the string of some bytes, behind which there are others up to the end of the last word.
   */
  LuaString get(ByteBuffer memory, int at, int length) {
    int count = length + Long.BYTES - 1 >> 3;
    long last = -1L >>> (-length & Long.BYTES - 1) * Byte.SIZE; // the string's bytes of the last word
    long hash = length;
    for (int i = 0; i < count; i++) {
      long word = memory.getLong(at + i * Long.BYTES);
      hash = (hash ^ (i == count - 1 ? word & last : word)) * MIX;
      hash ^= hash >>> 32;
    }
    int index = (int) hash & SIZE - 1;
    @Nullable LuaString known = strings[index];
    if (known != null && known.m_length == length && isAt(index, memory, at, count, last)) {
      return known;
    }
    return add(index, memory, at, length, count, last);
  }

  private boolean isAt(int index, ByteBuffer memory, int at, int count, long last) {
    int from = index * WORDS;
    for (int i = 0; i < count; i++) {
      long word = memory.getLong(at + i * Long.BYTES);
      if (words[from + i] != (i == count - 1 ? word & last : word)) {
        return false;
      }
    }
    return true;
  }

  private LuaString add(int index, ByteBuffer memory, int at, int length, int count, long last) {
    byte[] bytes = LuaText.room(length);
    memory.get(at, bytes, 0, length);
    LuaString made = LuaText.using(bytes, length);
    strings[index] = made;
    int from = index * WORDS;
    for (int i = 0; i < count; i++) {
      long word = memory.getLong(at + i * Long.BYTES);
      words[from + i] = i == count - 1 ? word & last : word;
    }
    return made;
  }
}
