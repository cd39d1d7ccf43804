package io.github.luasearchers.engine;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Limits;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** Remembers names in Java's form and in Lua's, so that a name is converted once. */
final class Names {

  /**
   * What the standard reserves, and what bounds an evaluation: such a name is never a variable of a
   * script.
   */
  private static final String RESERVED = "javax.script.";

  private static final int LIMIT = 2_000;
  private static final int LONGEST = 200;
  private static final int LATEST = 16;
  private static final String NONE = "";

  private final HashMap<String, LuaString> lua = new HashMap<>();
  private final HashMap<LuaString, String> java = new HashMap<>();

  /** The names that were asked for last, by the objects themselves: a script's constants. */
  private final @Nullable LuaString[] latest = new LuaString[LATEST];

  private final @Nullable String[] latestNames = new String[LATEST];

  /** The same for those that the host gave. */
  private final @Nullable String[] givenNames = new String[LATEST];

  private final @Nullable LuaString[] given = new LuaString[LATEST];

  static boolean isReserved(String name) {
    return name.startsWith(RESERVED) || name.startsWith(Limits.PREFIX);
  }

  /** Returns a name as Lua has it. */
  @SuppressWarnings("ReferenceEquality") // the very same object is a host's constant
  LuaString toLua(String name) {
    int slot = name.hashCode() & LATEST - 1;
    @Nullable LuaString last = given[slot];
    if (last != null && givenNames[slot] == name) {
      return last;
    }
    @Nullable LuaString known = lua.get(name);
    if (known == null) {
      known = learn(name);
    }
    if (name.length() <= LONGEST) {
      given[slot] = known;
      givenNames[slot] = name;
    }
    return known;
  }

  private LuaString learn(String name) {
    // A script's constant is the very same object then, which a table finds without comparing.
    LuaString text = StringTable.intern(name);
    if (name.length() <= LONGEST) {
      if (lua.size() >= LIMIT) {
        lua.clear();
      }
      lua.put(name, text);
    }
    return text;
  }

  /** Returns a name as Java has it, null if no Bindings can know it: empty or reserved. */
  @Nullable String toJava(LuaString name) {
    int slot = name.hashCode() & LATEST - 1;
    if (latest[slot] == name) {
      return latestNames[slot];
    }
    @Nullable String known = java.get(name);
    if (known == null) {
      known = learn(name);
    }
    known = known.isEmpty() ? null : known;
    if (name.m_length <= LONGEST && name.m_bytes.length <= LONGEST) {
      latest[slot] = name;
      latestNames[slot] = known;
    }
    return known;
  }

  private String learn(LuaString name) {
    // A host's constant is the very same object then, which its Bindings find without comparing.
    String text = LuaText.toJava(name).intern();
    String known = isReserved(text) ? NONE : text;
    if (name.m_length <= LONGEST) {
      if (java.size() >= LIMIT) {
        java.clear();
      }
      // Not the string that was asked for: it may be a slice that keeps a long text alive.
      java.put(LuaString.valueUsing(LuaText.bytes(name)), known);
    }
    return known;
  }
}
