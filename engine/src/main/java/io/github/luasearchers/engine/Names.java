package io.github.luasearchers.engine;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Limits;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** Caches names in Java's form and in Lua's, so that a name is converted only once. */
final class Names {

  /**
   * The prefix of the names that the standard reserves. Neither these nor limits are variables of a
   * script.
   */
  private static final String RESERVED = "javax.script.";

  private static final int LIMIT = 2_000;
  private static final int LONGEST = 200;
  private static final int LATEST = 16;
  private static final String NONE = "";

  private final HashMap<String, LuaString> lua = new HashMap<>();
  private final HashMap<LuaString, String> java = new HashMap<>();

  /** The names that were asked for last, by identity: a script's constants. */
  private final @Nullable LuaString[] latest = new LuaString[LATEST];

  private final @Nullable String[] latestNames = new String[LATEST];

  /** The same for names that the host passed. */
  private final @Nullable String[] givenNames = new String[LATEST];

  private final @Nullable LuaString[] given = new LuaString[LATEST];

  static boolean isReserved(String name) {
    return name.startsWith(RESERVED) || name.startsWith(Limits.PREFIX);
  }

  /** Returns the Lua form of a name. */
  @SuppressWarnings("ReferenceEquality") // a host's constant is the same object
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
    // A script's constant is then the same object, which a table finds without comparing bytes.
    LuaString text = StringTable.intern(name);
    if (name.length() <= LONGEST) {
      if (lua.size() >= LIMIT) {
        lua.clear();
      }
      lua.put(name, text);
    }
    return text;
  }

  /** Returns the Java form of a name, null if Bindings cannot have it: it is empty or reserved. */
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
    // A host's constant is then the same object, which its Bindings find without comparing.
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
