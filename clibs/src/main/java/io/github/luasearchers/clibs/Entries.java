package io.github.luasearchers.clibs;

import java.nio.ByteBuffer;

/** The table of a state's entries, which lies in chunks. */
final class Entries {

  private final Universe universe;
  private final long address;
  private final int at;

  /** The places of the chunks in the arena, 0 where not known. */
  private final int[] chunks = new int[Layout.CHUNKS];

  /**
   * @param address the state's
   * @param at its place in the arena
   */
  Entries(Universe universe, long address, int at) {
    this.universe = universe;
    this.address = address;
    this.at = at;
  }

  /** Returns the place of an entry in the arena. */
  int place(int number) {
    int shifted = number + Layout.FIRST_CHUNK;
    int chunk = 31 - Integer.numberOfLeadingZeros(shifted / Layout.FIRST_CHUNK);
    int start = chunks[chunk];
    if (start == 0) {
      long known = universe.memory().getLong(at + Layout.CHUNK + chunk * Long.BYTES);
      start = universe.place(known);
      chunks[chunk] = start;
    }
    return start + (shifted - (Layout.FIRST_CHUNK << chunk)) * Layout.ENTRY;
  }

  /**
   * Returns the place of a new entry, which has its number, and whose other fields are to be set.
   */
  int create() {
    ByteBuffer memory = universe.memory();
    int used = memory.getInt(at + Layout.USED);
    if (memory.getInt(at + Layout.FREE_ENTRY) == 0 && used < memory.getInt(at + Layout.CAPACITY)) {
      int entry = place(used);
      memory.putInt(at + Layout.USED, used + 1);
      memory.putInt(entry + Layout.HANDLE, used);
      return entry;
    }
    long made = Natives.entry(address);
    if (made == 0) {
      throw universe.noMemory();
    }
    return universe.place(made);
  }

  boolean isFree(int number) {
    return (universe.memory().getInt(place(number) + Layout.FLAGS) & Layout.FREE) != 0;
  }
}
