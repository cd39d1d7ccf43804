package io.github.luasearchers.engine.vm;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * What is left in a table of an object that was a key and whose value was cleared: PUC's dead key.
 * A traversal that has come to the key can go on from there. It is known by its hash, and only by a
 * weak reference where another one with that hash was cleared before, since those cost the
 * collector time.
 */
final class DeadKey extends LuaValue {

  /** An array of bytes that short keys are in, which may stay. */
  private static final int SHORT = 64;

  final int hash;
  private final @Nullable WeakReference<LuaValue> key;

  DeadKey(LuaValue key, int hash, boolean ambiguous) {
    this.hash = hash;
    this.key = ambiguous ? new WeakReference<>(key) : null;
  }

  /** Tells whether a key would keep much alive, and so does not stay itself. */
  static boolean isFor(LuaValue key) {
    if (key instanceof LuaString text) {
      return text.m_bytes.length > SHORT;
    }
    return !(key instanceof LuaNumber) && key.type() > TBOOLEAN;
  }

  /** Tells whether this is surely what the key has left. */
  boolean isOf(LuaValue some) {
    return key != null && key.refersTo(some);
  }

  /** Tells whether this is what any key of its hash may have left. */
  boolean isAnyOnes() {
    return key == null;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int type() {
    return TNIL;
  }

  @Override
  public String typename() {
    return "nil";
  }
}
