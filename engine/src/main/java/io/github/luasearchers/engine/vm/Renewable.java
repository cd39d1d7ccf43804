package io.github.luasearchers.engine.vm;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;

/**
 * An object that is known by its contents alone: once nothing refers to it any more, no script can
 * tell another with the same contents from it. Such a one can have a finalizer without Java's
 * finalization, which costs more than all else of a small object.
 *
 * <p>It tells {@link Finalizers#keepWhole} before it comes to refer to something that its remains
 * don't have, or gets {@link Attachments}.
 */
public interface Renewable extends Attachable {

  /**
   * Returns what stays of the object when it is gone.
   *
   * @param metatable the object's
   * @return null if the object, or the metatable, may refer to what refers to the object
   */
  @Nullable Remains remains(LuaTable metatable);

  /** Tells whether {@link Finalizers} counts on the remains. */
  boolean isAwaited();

  /** Sets whether {@link Finalizers} counts on the remains. */
  void setAwaited(boolean awaited);
}
