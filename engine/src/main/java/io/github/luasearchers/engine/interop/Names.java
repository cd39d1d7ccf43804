package io.github.luasearchers.engine.interop;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Members by name. Those that have been asked for by the very string that they have been put under,
 * as the constants of scripts are, are found first by that string's identity.
 *
 * <p>Any number of threads may look names up at once: they share only entries whose fields are
 * final.
 */
final class Names {

  private static final int RECENT = 16;

  private final Map<LuaString, Entry> entries = new HashMap<>();

  /** Entries by the last bits of their names' hashes. */
  private final @Nullable Entry[] recent = new Entry[RECENT];

  void put(LuaString name, Member member) {
    entries.remove(name); // with its key, for the entry is only remembered if it has the key itself
    entries.put(name, new Entry(name, member));
  }

  void putAll(Names others) {
    entries.putAll(others.entries);
  }

  @SuppressWarnings("ReferenceEquality") // an equal string takes the longer way
  @Nullable Member get(LuaString name) {
    int slot = name.hashCode() & (RECENT - 1);
    @Nullable Entry entry = recent[slot];
    if (entry != null && entry.name == name) {
      return entry.member;
    }
    entry = entries.get(name);
    if (entry == null) {
      return null;
    }
    if (entry.name == name) {
      recent[slot] = entry;
    }
    return entry.member;
  }

  private static final class Entry {

    private final LuaString name;
    private final Member member;

    Entry(LuaString name, Member member) {
      this.name = name;
      this.member = member;
    }
  }
}
