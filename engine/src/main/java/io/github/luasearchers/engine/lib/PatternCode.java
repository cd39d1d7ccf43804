package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.Slices;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * A pattern's bytes, and what was found out about them. A function keeps that of the pattern it was
 * called with last: mostly that is a constant of the script, and so the same object each time.
 */
final class PatternCode {

  /** So many bytes are copied and looked at in the time of one instruction of the loop. */
  static final int BYTES_PER_INSTRUCTION = 3;

  /** The pattern, by which a function knows that it has this already. */
  final LuaString pattern;

  /** The pattern with two zeros behind it, as all look one or two bytes ahead. */
  final byte[] bytes;

  final int end;

  /** The bytes that the set at a place of the pattern holds, once it was asked for. */
  private final long[] @Nullable [] sets;

  PatternCode(LuaString pattern) {
    this.pattern = pattern;
    int from = pattern.m_offset;
    end = pattern.m_length;
    bytes = Arrays.copyOfRange(pattern.m_bytes, from, from + end + 2);
    Arrays.fill(bytes, end, end + 2, (byte) 0); // the array may be larger than the string
    sets = new long[hasSet() ? end : 0][];
  }

  private boolean hasSet() {
    for (int p = 0; p < end; p++) {
      if (bytes[p] == '[') {
        return true;
      }
      Slices.step(p);
    }
    return false;
  }

  /**
   * Returns the bytes that the set at a position of the pattern holds, one bit for each.
   *
   * @param last the index of {@code ]}
   */
  long[] set(int p, int last) {
    long @Nullable [] set = sets[p];
    if (set == null) {
      set = PatternClass.set(bytes, p, last);
      sets[p] = set;
    }
    return set;
  }
}
