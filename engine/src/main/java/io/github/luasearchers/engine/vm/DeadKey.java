package io.github.luasearchers.engine.vm;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Replaces a key that is an object after its value was cleared: PUC's dead key. A traversal that
 * has reached the key can go on from there. It is identified by its hash. Weak references cost the
 * collector time, so it has one only if a key with the same hash was cleared before.
 */
final class DeadKey extends LuaValue {

  /** The largest byte array of a string that may stay in the table as a cleared key. */
  private static final int SHORT = 64;

  final int hash;
  private final @Nullable WeakReference<LuaValue> key;

  DeadKey(LuaValue key, int hash, boolean ambiguous) {
    this.hash = hash;
    this.key = ambiguous ? new WeakReference<>(key) : null;
  }

  /** Tells whether a cleared key would keep much memory alive, and so must be replaced. */
  static boolean isFor(LuaValue key) {
    if (key instanceof LuaString text) {
      return text.m_bytes.length > SHORT;
    }
    return !(key instanceof LuaNumber) && key.type() > TBOOLEAN;
  }

  /** Tells whether this is certain to replace the key. */
  boolean isOf(LuaValue some) {
    return key != null && key.refersTo(some);
  }

  /** Tells whether this may replace any key with its hash. */
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
