package io.github.luasearchers.engine.compiler;

import io.github.luasearchers.engine.value.CurrentMeter;
import io.github.luasearchers.engine.value.StringTable;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The names and strings of one chunk, each once, so that the parser compares them by identity. It
 * knows which of them are reserved words.
 */
final class NameTable {

  /** The table that each chunk begins with: the reserved words. */
  private static final NameTable RESERVED = reserved();

  private @Nullable LuaString[] strings;
  private int[] hashes;
  private short[] tokens;
  private int count;

  NameTable() {
    this(RESERVED.strings.clone(), RESERVED.hashes.clone(), RESERVED.tokens.clone());
    count = RESERVED.count;
  }

  /** Tells whether two strings that one table gave out are equal. */
  @SuppressWarnings("ReferenceEquality") // the table has each string once
  static boolean same(LuaValue one, LuaValue other) {
    return one == other;
  }

  private NameTable(@Nullable LuaString[] strings, int[] hashes, short[] tokens) {
    this.strings = strings;
    this.hashes = hashes;
    this.tokens = tokens;
  }

  private static NameTable reserved() {
    int size = 256;
    NameTable table = new NameTable(new LuaString[size], new int[size], new short[size]);
    byte[][] words = Token.reserved();
    for (int i = 0; i < words.length; i++) {
      byte[] word = words[i];
      int slot = table.slot(word, 0, word.length, StringTable.hash(word, 0, word.length));
      table.tokens[slot] = (short) (Token.FIRST_RESERVED + i);
    }
    return table;
  }

  /** Returns the slot of the string of these bytes, adding the string if it is not in the table. */
  int slot(byte[] bytes, int offset, int length, int hash) {
    int mask = strings.length - 1;
    for (int slot = hash & mask; ; slot = slot + 1 & mask) {
      @Nullable LuaString known = strings[slot];
      if (known == null) {
        CurrentMeter.chargeProbes(slot - hash & mask);
        return add(slot, StringTable.intern(bytes, offset, length, hash), hash);
      }
      if (hashes[slot] == hash && StringTable.equal(known, bytes, offset, length)) {
        CurrentMeter.chargeProbes(slot - hash & mask);
        return slot;
      }
    }
  }

  private int add(int slot, LuaString string, int hash) {
    int place = slot;
    if (++count > strings.length >> 1) {
      grow();
      place = free(hash);
    }
    strings[place] = string;
    hashes[place] = hash;
    tokens[place] = Token.NAME;
    return place;
  }

  private void grow() {
    @Nullable LuaString[] oldStrings = strings;
    int[] oldHashes = hashes;
    short[] oldTokens = tokens;
    int size = oldStrings.length * 4;
    strings = new LuaString[size];
    hashes = new int[size];
    tokens = new short[size];
    for (int i = 0; i < oldStrings.length; i++) {
      if (oldStrings[i] != null) {
        int place = free(oldHashes[i]);
        strings[place] = oldStrings[i];
        hashes[place] = oldHashes[i];
        tokens[place] = oldTokens[i];
      }
    }
  }

  private int free(int hash) {
    int mask = strings.length - 1;
    int slot = hash & mask;
    while (strings[slot] != null) {
      slot = slot + 1 & mask;
    }
    CurrentMeter.chargeProbes(slot - hash & mask);
    return slot;
  }

  /** Returns the string in a slot that {@link #slot} has named. */
  @SuppressWarnings("NullAway") // such a slot is not empty
  LuaString string(int slot) {
    return strings[slot];
  }

  /** Returns the kind of token of the string in a slot: a reserved word, or a name. */
  int token(int slot) {
    return tokens[slot];
  }

  /** Returns the string of these bytes. */
  LuaString string(byte[] bytes, int offset, int length) {
    return string(bytes, offset, length, StringTable.hash(bytes, offset, length));
  }

  /** Returns the string of these bytes, whose {@link StringTable#hash} is known. */
  LuaString string(byte[] bytes, int offset, int length, int hash) {
    return string(slot(bytes, offset, length, hash));
  }
}
