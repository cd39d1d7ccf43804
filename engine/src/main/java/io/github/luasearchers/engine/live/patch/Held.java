package io.github.luasearchers.engine.live.patch;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** A value as it was, which is not kept alive for that. */
final class Held {

  private final @Nullable LuaValue plain;
  private final @Nullable WeakReference<LuaValue> object;

  private Held(LuaValue value) {
    boolean isPlain =
        value.isnil()
            || value.isboolean()
            || value instanceof LuaNumber
            || value instanceof LuaString;
    plain = isPlain ? value : null;
    object = isPlain ? null : new WeakReference<>(value);
  }

  static Held of(LuaValue value) {
    return new Held(value);
  }

  /** Tells whether a value is still the same. */
  @SuppressWarnings("ReferenceEquality") // objects are meant
  boolean is(LuaValue value) {
    return plain != null
        ? Sameness.sameConstant(plain, value)
        : object != null && object.refersTo(value);
  }
}
